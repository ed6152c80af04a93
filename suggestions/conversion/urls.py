"""Addresses of golden ideas, below suggestions/golden-ideas/."""

from django.urls import path

from suggestions.conversion.feeds import GoldenIdeasFeed
from suggestions.conversion.views import golden_idea, golden_ideas

urlpatterns = [
    path("", golden_ideas, name="golden_ideas"),
    path("feed/", GoldenIdeasFeed(), name="golden_ideas_feed"),
    path("<slug:receipt>/", golden_idea, name="golden_idea"),
]
