"""Systemic issues in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.systemic.rights import may_use_desk

MENU_ORDER = 225


def systemic_item() -> OpenTo:
    """The way to the issues."""
    return OpenTo(
        _("Systemic issues"),
        reverse("systemic:list"),
        name="systemic-issues",
        icon_name="link",
        order=MENU_ORDER,
        may=lambda person: may_use_desk(person, on=localdate()),
    )
