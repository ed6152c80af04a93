"""Instructions and special reports in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.instructions.rights import may_use_desk, may_use_reports

MENU_ORDER = 250


def instructions_item() -> OpenTo:
    """The way to the leaders' instructions."""
    return OpenTo(
        _("Leaders' instructions"),
        reverse("instructions:list"),
        name="instructions",
        icon_name="edit",
        order=MENU_ORDER,
        may=lambda person: may_use_desk(person, on=localdate()),
    )


def reports_item() -> OpenTo:
    """The way to the special reports."""
    return OpenTo(
        _("Special reports"),
        reverse("instructions:reports"),
        name="special-reports",
        icon_name="doc-full",
        order=MENU_ORDER + 1,
        may=lambda person: may_use_reports(person, on=localdate()),
    )
