"""Addresses of campaigns that are not pages."""

from django.urls import URLPattern, path

from campaigns.feeds import CampaignFeed
from campaigns.rubric_page import rubric_page

app_name = "campaigns"
urlpatterns: list[URLPattern] = [
    path("feed.atom", CampaignFeed(), name="feed"),
    path("rubrics/<int:pk>/", rubric_page, name="rubric"),
]
