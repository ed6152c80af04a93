"""The desks in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import REVIEW_SECTION, OpenTo, Section
from suggestions.review.rights import may_review, may_use_desk

MENU_ORDER = 220


def section() -> Section:
    """The heading over all that has to do with rounds."""
    return Section(_("Review"), REVIEW_SECTION, icon_name="form", order=MENU_ORDER)


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


def second_looks_item() -> OpenTo:
    """The way to the requests for a second look."""
    return OpenTo(
        _("Second looks"),
        reverse("review:second_looks"),
        icon_name="view",
        order=MENU_ORDER + 2,
        may=lambda person: may_use_desk(person, on=localdate()),
    )


def pool_item() -> OpenTo:
    """The way to what was kept or not adopted."""
    return OpenTo(
        _("Pool of suggestions"),
        reverse("review:pool"),
        icon_name="folder-inverse",
        order=MENU_ORDER + 3,
        may=lambda person: may_use_desk(person, on=localdate()),
    )


def coming_back_item() -> OpenTo:
    """The way to what comes back from the pool."""
    return OpenTo(
        _("Coming back from the pool"),
        reverse("review:coming_back"),
        icon_name="history",
        order=MENU_ORDER + 4,
        may=lambda person: may_use_desk(person, on=localdate()),
    )
