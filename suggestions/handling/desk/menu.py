"""The desk in the admin's menu."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from suggestions.rights import Action, may_anywhere

MENU_ORDER = 210


class PileMenuItem(MenuItem):
    """For everyone who may see suggestions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may see any suggestion."""
        return may_anywhere(request.user, Action.SEE, on=localdate())


def pile_item() -> MenuItem:
    """The way to the pile."""
    return PileMenuItem(
        _("Screening"), reverse("handling:pile"), icon_name="mail", order=MENU_ORDER
    )
