"""The desk of entry in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.intake.desk.rights import may_enter

MENU_ORDER = 205


def entry_item() -> OpenTo:
    """The way to entering for others."""
    return OpenTo(
        _("Entry for others"),
        reverse("entry:campaigns"),
        name="entry",
        icon_name="edit",
        order=MENU_ORDER,
        may=lambda person: may_enter(person, on=localdate()),
    )
