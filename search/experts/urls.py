"""Addresses of experts for a suggestion, below /admin/experts-for/."""

from django.urls import path

from search.experts import views

app_name = "expert_matches"
urlpatterns = [path("<slug:receipt>/", views.for_suggestion, name="suggestion")]
