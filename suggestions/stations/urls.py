"""Addresses of the clerk's page, below /station/: the worker reaches nothing outside."""

from django.urls import path

from suggestions.stations import views

app_name = "stations"
urlpatterns = [
    path("", views.entry_page, name="entry"),
    path("shell/", views.shell, name="shell"),
    path("worker.js", views.worker, name="worker"),
    path("known/", views.known, name="known"),
    path("send/", views.send_view, name="send"),
]
