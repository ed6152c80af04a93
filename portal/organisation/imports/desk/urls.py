"""Addresses of the lists, below /admin/lists/."""

from django.urls import path

from portal.organisation.imports.desk import pages

app_name = "organisation_lists"
urlpatterns = [
    path("", pages.ListsView.as_view(), name="lists"),
    path("<int:pk>/", pages.ListView.as_view(), name="list"),
]
