"""Supervision in the admin's menu."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import SUPERVISION_SECTION, OpenTo, Section
from suggestions.supervision.desk.entrance import may_enter

MENU_ORDER = 215
ENTRIES = (
    ("desk", _("Supervisor's desk"), "warning"),
    ("letters", _("Letters of supervision"), "mail"),
    ("cases", _("Leaders' cases"), "user"),
    ("old_cases", _("Old cases"), "time"),
    ("conference", _("Joint conference"), "group"),
)
"""The page's name, what the menu calls it, and its icon."""


def section() -> Section:
    """The heading over all that has to do with supervision."""
    return Section(_("Supervision"), SUPERVISION_SECTION, icon_name="warning", order=MENU_ORDER)


def items() -> list[Callable[[], OpenTo]]:
    """A function for each entry, as the menu's hook wants them."""
    return [_entry(order) for order in range(len(ENTRIES))]


def _entry(order: int) -> Callable[[], OpenTo]:
    name, label, icon = ENTRIES[order]

    def entry() -> OpenTo:
        return OpenTo(
            label,
            reverse(f"supervision:{name}"),
            name=f"supervision-{name.replace('_', '-')}",
            icon_name=icon,
            order=MENU_ORDER + order,
            may=lambda person: may_enter(person, on=localdate()),
        )

    return entry
