"""The agents' desk in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.agency.rights import may_be_agent

MENU_ORDER = 260


def agency_item() -> OpenTo:
    """The way to whom one serves."""
    return OpenTo(
        _("Served by agents"),
        reverse("agency:list"),
        name="agency",
        icon_name="group",
        order=MENU_ORDER,
        may=lambda person: may_be_agent(person, on=localdate()),
    )
