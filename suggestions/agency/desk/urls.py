"""Addresses of the agents' desk, below /admin/agency/."""

from django.urls import path

from suggestions.agency.desk import views

app_name = "agency"
urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path("<int:pk>/", views.AgencyView.as_view(), name="agency"),
    path("<int:pk>/<slug:act>/", views.ActView.as_view(), name="act"),
]
