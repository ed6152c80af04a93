"""Addresses of the interface, below /api/v1/."""

from django.urls import path, re_path

from suggestions.api.docs_page import docs_page
from suggestions.api.nowhere import nowhere
from suggestions.api.whole import api

urlpatterns = [
    path("docs/", docs_page, name="api_docs"),
    path("", nowhere),  # before the one of the same address that answers with a page
    path("", api.urls),
    # the dot leaves line ends out, and Django cannot reverse a pattern with flags
    re_path(r"^[\s\S]*$", nowhere, name="api_nowhere"),
]
