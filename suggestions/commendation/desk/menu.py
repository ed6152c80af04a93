"""The desk of commendations in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.commendation.rights import may_use_desk

MENU_ORDER = 240


def commendations_item() -> OpenTo:
    """The way to the commendations."""
    return OpenTo(
        _("Commendations"),
        reverse("commendation:list"),
        name="commendation",
        icon_name="success",
        order=MENU_ORDER,
        may=lambda person: may_use_desk(person, on=localdate()),
    )
