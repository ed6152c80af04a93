"""Addresses with a NUL: no row has one in its key, and PostgreSQL takes none in a question."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase


class SoundAddressMiddleware:
    """Answers 404 to an address that holds a NUL, before anything is looked up by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the next layer. Raises Http404."""
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)
