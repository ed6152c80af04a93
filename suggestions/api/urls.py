"""Addresses of the interface, below /api/v1/."""

from django.urls import path

from suggestions.api.docs_page import docs_page
from suggestions.api.whole import api

urlpatterns = [path("docs/", docs_page, name="api_docs"), path("", api.urls)]
