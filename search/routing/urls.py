"""Addresses of "Where it may belong", below /admin/routing/."""

from django.urls import path

from search.routing import views

app_name = "routing"
urlpatterns = [path("screening/<slug:receipt>/", views.at_screening, name="screening")]
