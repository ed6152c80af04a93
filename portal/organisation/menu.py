"""The admin's menu: entries that only some people are shown, and sections that hold them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from portal.organisation.rights import Person

REVIEW_SECTION = "register_review_menu_item"
GOLDEN_IDEAS_SECTION = "register_golden_ideas_menu_item"
HANDLING_SECTION = "register_handling_menu_item"
INSIGHT_SECTION = "register_insight_menu_item"
SUPERVISION_SECTION = "register_supervision_menu_item"
"""The hooks by which entries come into the sections."""


class OpenTo(MenuItem):
    """An entry for those of whom `may` says so; the rest is as Wagtail's own."""

    def __init__(self, *about: Any, may: Callable[[Person], bool], **more: Any) -> None:
        """`about` and `more` are what a MenuItem takes."""
        super().__init__(*about, **more)
        self.may = may

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person at the screen is one of them now."""
        return self.may(request.user)


class Section(SubmenuMenuItem):
    """Entries below a heading; one that is alone stands in the heading's place."""

    def __init__(self, label: Any, hook: str, **more: Any) -> None:
        """`hook` is the one by which entries are registered; `more` is what a MenuItem takes."""
        super().__init__(label, Menu(register_hook_name=hook), **more)

    def render_component(self, request: HttpRequest) -> Any:
        """The heading with what this person is shown, or the one entry."""
        shown = self.menu.render_component(request)
        return shown[0] if len(shown) == 1 else super().render_component(request)
