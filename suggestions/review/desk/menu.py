"""The desks in the admin's menu."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from suggestions.review.rights import may_review, may_use_desk

MENU_ORDER = 220


class RoundsMenuItem(MenuItem):
    """For editors and chairs."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has the desk of rounds."""
        return may_use_desk(request.user, on=localdate())


class QueueMenuItem(MenuItem):
    """For reviewers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person reviews."""
        return may_review(request.user, on=localdate())


def rounds_item() -> MenuItem:
    """The way to the rounds."""
    url = reverse("review:rounds")
    return RoundsMenuItem(_("Review rounds"), url, icon_name="form", order=MENU_ORDER)


def queue_item() -> MenuItem:
    """The way to the reviewer's queue."""
    url = reverse("review:mine")
    return QueueMenuItem(_("My reviews"), url, icon_name="clipboard-list", order=MENU_ORDER + 1)
