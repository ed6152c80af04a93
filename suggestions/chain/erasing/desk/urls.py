"""Addresses of the desk, below /admin/erasures/."""

from django.urls import path

from suggestions.chain.erasing.desk import views

app_name = "erasures"
urlpatterns = [
    path("", views.ErasuresView.as_view(), name="list"),
    path("<str:receipt>/", views.EraseView.as_view(), name="erase"),
]
