"""Addresses of the desk of entry, below /admin/entry/."""

from django.urls import path

from suggestions.intake.desk import views

app_name = "entry"
urlpatterns = [
    path("", views.CampaignsView.as_view(), name="campaigns"),
    path("receipt/", views.ReceiptView.as_view(), name="receipt"),
    path("<int:campaign>/", views.EntryView.as_view(), name="form"),
]
