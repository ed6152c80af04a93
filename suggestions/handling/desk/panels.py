"""Panels: what each part of the house adds to the page of one suggestion.

A part registers a function with the hook ITEM_PANEL. It is given the suggestion, the person and
the local date, and answers a Panel, or None where it has nothing to say to this person.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.accounts.user import User
from suggestions.suggestion import Suggestion

ITEM_PANEL = "register_item_panel"


class Panel(Component):
    """One card of the page; a subclass or an instance names its template and what it needs.

    `wide` panels stand below the text, the others beside it. Lower `order` comes first: 100
    what to do next, 300 what is going on, 500 what was said and done, 700 papers.
    """

    def __init__(
        self, template_name: str, context: dict[str, Any], *, order: int, wide: bool = False
    ) -> None:
        """A card drawn from `template_name` with `context`; of the page only request and token."""
        self.template_name = template_name
        self.context, self.order, self.wide = context, order, wide

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What the template is given."""
        page = {name: parent_context.get(name) for name in ("request", "csrf_token")}
        return {**self.context, **page}


def panels_for(suggestion: Suggestion, person: User, *, on: date) -> list[Panel]:
    """The panels of all parts for this suggestion and this person, in their order."""
    return sorted(_panels(suggestion, person, on), key=lambda panel: panel.order)


def _panels(suggestion: Suggestion, person: User, on: date) -> Iterator[Panel]:
    for register in hooks.get_hooks(ITEM_PANEL):
        panel: Panel | None = register(suggestion, person, on)
        if panel is not None:
            yield panel
