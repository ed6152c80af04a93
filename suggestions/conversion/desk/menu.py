"""The desk in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.conversion.rights import may_use_desk

MENU_ORDER = 230


def ideas_item() -> OpenTo:
    """The way to the golden ideas."""
    return OpenTo(
        _("Golden ideas"),
        reverse("conversion:todo"),
        name="conversion",
        icon_name="pick",
        order=MENU_ORDER,
        may=lambda person: may_use_desk(person, on=localdate()),
    )
