"""The portal's addresses and two bounds behind the same middleware: 'ok', and one row inserted."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urls
from suggestions.figures.case_facts import FactsQueue


def ok(request: HttpRequest) -> HttpResponse:
    """The bound: what any page of this site costs at least."""
    return HttpResponse("ok")


def insert(request: HttpRequest) -> HttpResponse:
    """The bound of whatever is stored: one row of one column."""
    FactsQueue.objects.create(suggestion_id=0)
    return HttpResponse("ok")


urlpatterns = [path("ok/", ok), path("insert/", insert), *portal_urls]
