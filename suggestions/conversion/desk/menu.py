"""The desk in the admin's menu."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from suggestions.conversion.rights import may_use_desk

MENU_ORDER = 230


class IdeasMenuItem(MenuItem):
    """For editors, chairs and handlers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has the desk."""
        return may_use_desk(request.user, on=localdate())


def ideas_item() -> MenuItem:
    """The way to the golden ideas."""
    return IdeasMenuItem(
        _("Golden ideas"),
        reverse("conversion:ideas"),
        name="conversion",
        icon_name="pick",
        order=MENU_ORDER,
    )
