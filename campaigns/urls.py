"""Addresses of campaigns that are not pages."""

from django.urls import URLPattern, path

from campaigns.feeds import CampaignFeed

app_name = "campaigns"
urlpatterns: list[URLPattern] = [
    path("feed.atom", CampaignFeed(), name="feed"),
]
