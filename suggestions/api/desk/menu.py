"""Connected systems in the admin's settings menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.api.desk.rights import may_keep

MENU_ORDER = 700


def systems_item() -> OpenTo:
    """The way to connected systems."""
    return OpenTo(
        _("Connected systems"),
        reverse("systems:list"),
        name="systems",
        icon_name="link",
        order=MENU_ORDER,
        may=lambda person: may_keep(person, on=localdate()),
    )
