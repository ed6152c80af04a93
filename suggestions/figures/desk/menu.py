"""The figures in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.figures.rights import may_read_figures

MENU_ORDER = 300


def figures_item() -> OpenTo:
    """The way to the figures."""
    return OpenTo(
        _("Figures of handling"),
        reverse("figures:figures"),
        icon_name="order",
        order=MENU_ORDER,
        may=lambda person: may_read_figures(person, on=localdate()),
    )


def overdue_item() -> OpenTo:
    """The way to the board of overdue work."""
    return OpenTo(
        _("Overdue board"),
        reverse("figures:overdue"),
        icon_name="time",
        order=MENU_ORDER + 1,
        may=lambda person: may_read_figures(person, on=localdate()),
    )
