"""Addresses of the interface, below /api/v1/."""

from django.urls import path, re_path

from suggestions.api.docs_page import docs_page
from suggestions.api.nowhere import nowhere
from suggestions.api.whole import api

urlpatterns = [
    path("docs/", docs_page, name="api_docs"),
    path("", nowhere),  # before the one of the same address that answers with a page
    path("", api.urls),
    # a line end fits no other pattern: (?s) lets the dot take it
    re_path(r"(?s)^.*$", nowhere, name="api_nowhere"),
]
