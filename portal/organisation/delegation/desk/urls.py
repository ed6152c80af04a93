"""Addresses of delegations, below /admin/delegations/."""

from django.urls import path

from portal.organisation.delegation.desk import pages

app_name = "delegations"
urlpatterns = [
    path("", pages.DelegationsView.as_view(), name="delegations"),
    path("<int:pk>/take-back/", pages.TakeBackView.as_view(), name="take_back"),
]
