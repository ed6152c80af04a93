"""Addresses of "Said before", below /admin/said-before/."""

from django.urls import path

from search.repeats import verdicts, views

app_name = "said_before"
urlpatterns = [
    path("verdicts/", verdicts.verdicts_page, name="verdicts"),
    path("screening/<slug:receipt>/", views.at_screening, name="screening"),
    path("review/<int:pk>/", views.at_review, name="review"),
]
