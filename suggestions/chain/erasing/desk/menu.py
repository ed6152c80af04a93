"""The desk in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.chain.erasing.rights import may_see_erasures

MENU_ORDER = 290


def erasures_item() -> OpenTo:
    """The way to the erasures."""
    return OpenTo(
        _("Erased personal data"),
        reverse("erasures:list"),
        name="erasures",
        icon_name="bin",
        order=MENU_ORDER,
        may=lambda person: may_see_erasures(person, on=localdate()),
    )
