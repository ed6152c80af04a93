"""Addresses of search."""

from django.urls import URLPattern, path

from search import views

app_name = "search"
urlpatterns: list[URLPattern] = [
    path("", views.search_page, name="search"),
    path("similar/", views.similar_page, name="similar"),
]
