"""Asking an address in somebody's name, and telling whether it let them in."""

from copy import copy
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import ResolverMatch, reverse
from django.utils import timezone

from portal.organisation.rights import memberships_of
from tests.portal.addresses.discovery import Address
from tests.portal.addresses.keys import keys_of

CLOSED = {401, 403, 404, 405}
ELSEWHERE = ("/accounts/login/", "/admin/login/")
ASKED_FOR_CODE = "/suggestions/track/"
"""Where people are sent instead of being told no."""


class Known(ClientHandler):
    """Answers one person, whose rights are not read from the database again for each address."""

    def __init__(self, user: Any) -> None:
        """Read what `user` holds, once."""
        super().__init__(enforce_csrf_checks=False)
        self.user = user
        user.get_all_permissions()
        memberships_of(user, on=timezone.localdate())

    def get_response(self, request: HttpRequest) -> HttpResponse:
        """The answer to `user`; a form that writes to the object does so to a copy."""
        request._cached_user = copy(self.user)
        return super().get_response(request)

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view; it gets the person, not what would look them up, and so what is known."""
        request.user = request._cached_user
        return super().resolve_request(request)


class Visitor:
    """Somebody at a browser; what they do leaves no trace."""

    def __init__(self, user: Any = None) -> None:
        """Nobody is signed in if `user` is None."""
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user)
        self.client.handler = Known(user or AnonymousUser())
        self.pages: dict[str, HttpResponse] = {}
        """The last answer of each address that let them in."""

    def ask(self, method: str, address: Address, side: Any, common: Any) -> HttpResponse:
        """The answer; every change to the database is taken back."""
        url = url_of(address, side, common)
        with transaction.atomic():
            answer = getattr(self.client, method)(url)
            transaction.set_rollback(True)
        return answer

    def gets_in(self, address: Address, side: Any, common: Any) -> bool:
        """Whether looking, or else sending an empty form, gets an answer of the view's own.

        Wagtail's views decide once for all methods: there a form is sent only if looking is
        not what the address is for.
        """
        for method in ("get", "post"):
            answer = self.ask(method, address, side, common)
            assert answer.status_code < 500, f"{method} {address.name}: {answer.status_code}"
            if is_let_in(answer, url_of(address, side, common)):
                self.pages[address.name] = answer
                return True
            if address.name.startswith("wagtail") and answer.status_code != 405:
                return False
        return False


def is_let_in(answer: HttpResponse, url: str) -> bool:
    """Whether the view itself answered, neither refusing nor sending away."""
    if answer.status_code in CLOSED:
        return False
    target = answer.headers.get("Location", "")
    refused_by_wagtail = target == "/admin/" and url.startswith("/admin/")
    sent_away = target.startswith(ELSEWHERE) or target == ASKED_FOR_CODE
    return not (refused_by_wagtail or sent_away)


def url_of(address: Address, side: Any, common: Any) -> str:
    """A real address of this route, with the keys of rows on `side`."""
    keys = keys_of(address, side, common)
    if isinstance(keys, str):
        return keys
    return reverse(address.name, kwargs=keys) if address.has_name else f"/{address.route}"
