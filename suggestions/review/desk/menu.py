"""The desks in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.review.rights import may_review, may_use_desk

MENU_ORDER = 220


def rounds_item() -> OpenTo:
    """The way to the rounds."""
    url = reverse("review:rounds")
    return OpenTo(
        _("Review rounds"),
        url,
        icon_name="form",
        order=MENU_ORDER,
        may=lambda person: may_use_desk(person, on=localdate()),
    )


def queue_item() -> OpenTo:
    """The way to the reviewer's queue."""
    url = reverse("review:mine")
    return OpenTo(
        _("My reviews"),
        url,
        icon_name="clipboard-list",
        order=MENU_ORDER + 1,
        may=lambda person: may_review(person, on=localdate()),
    )
