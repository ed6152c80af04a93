"""The clerk's page and the desk for paper in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.stations.rights import may_oversee, may_use_counter

MENU_ORDER = 206


def station_item() -> OpenTo:
    """The way to the page that goes on without a network."""
    return OpenTo(
        _("Station desk"),
        reverse("stations:entry"),
        name="station",
        icon_name="home",
        order=MENU_ORDER,
        may=lambda person: may_use_counter(person, on=localdate()),
    )


def paper_item() -> OpenTo:
    """The way to the batches of paper forms."""
    return OpenTo(
        _("Paper forms"),
        reverse("paper:batches"),
        name="paper",
        icon_name="doc-full",
        order=MENU_ORDER + 1,
        may=lambda person: may_oversee(person, on=localdate()),
    )
