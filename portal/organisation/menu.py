"""Entries of the admin's menu that only some people are shown."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from portal.organisation.rights import Person


class OpenTo(MenuItem):
    """An entry for those of whom `may` says so; the rest is as Wagtail's own."""

    def __init__(self, *about: Any, may: Callable[[Person], bool], **more: Any) -> None:
        """`about` and `more` are what a MenuItem takes."""
        super().__init__(*about, **more)
        self.may = may

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person at the screen is one of them now."""
        return self.may(request.user)
