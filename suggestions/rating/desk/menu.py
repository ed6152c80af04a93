"""The call-back queue and the supervisor's list in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.rights import Action, may_anywhere

MENU_ORDER = 250


def queue_item() -> OpenTo:
    """The way to the call-back queue."""
    return OpenTo(
        _("Call-back queue"),
        reverse("rating:queue"),
        name="call-backs",
        icon_name="comment",
        order=MENU_ORDER,
        may=lambda person: may_anywhere(person, Action.CALL_BACK, on=localdate()),
    )


def low_item() -> OpenTo:
    """The way to second low ratings."""
    return OpenTo(
        _("Low ratings"),
        reverse("rating:low"),
        name="low-ratings",
        icon_name="warning",
        order=MENU_ORDER + 1,
        may=lambda person: may_anywhere(person, Action.SETTLE_RATING, on=localdate()),
    )
