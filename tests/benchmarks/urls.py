"""The portal's addresses and one more: a view that answers 'ok' behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urls


def ok(request: HttpRequest) -> HttpResponse:
    """The bound: what any page of this site costs at least."""
    return HttpResponse("ok")


urlpatterns = [path("ok/", ok), *portal_urls]
