"""Addresses of the contact log, below /admin/contacts/."""

from django.urls import path

from suggestions.contacts.desk import due, pages

app_name = "contacts"
urlpatterns = [
    path("due/", due.DueView.as_view(), name="due"),
    path("<slug:receipt>/", pages.LogView.as_view(), name="log"),
    path("<slug:receipt>/do/<slug:deed>/", pages.LogView.as_view(), name="deed"),
    path("<slug:receipt>/<int:pk>/correct/", pages.CorrectView.as_view(), name="correct"),
]
