"""Addresses of connected systems, below /admin/systems/."""

from django.urls import path

from suggestions.api.desk import views

app_name = "systems"
urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path("<int:pk>/", views.SystemView.as_view(), name="system"),
    path("<int:pk>/keys/", views.MakeKeyView.as_view(), name="make_key"),
    path("<int:pk>/keys/<int:key>/revoke/", views.RevokeKeyView.as_view(), name="revoke_key"),
]
