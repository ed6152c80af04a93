"""Addresses of search."""

from django.urls import URLPattern, path

from search import views
from search.completion.views import completions
from search.repeats import drafting

app_name = "search"
urlpatterns: list[URLPattern] = [
    path("", views.search_page, name="search"),
    path("complete/", completions, name="complete"),
    path("similar/", drafting.similar_page, name="similar"),
]
