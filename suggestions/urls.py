"""Addresses of suggestions."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "suggestions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("golden-ideas/", include("suggestions.conversion.urls")),
]
