"""The lists of replies in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.rights import Action, may_anywhere

MENU_ORDER = 240


def replies_item() -> OpenTo:
    """The way to the replies that are written, approved, promised and checked."""
    return OpenTo(
        _("Replies"),
        reverse("replies:approvals"),
        name="replies",
        icon_name="mail",
        order=MENU_ORDER,
        may=lambda person: any(
            may_anywhere(person, action, on=localdate())
            for action in (Action.REPLY, Action.APPROVE_REPLY, Action.CHECK_REPLY)
        ),
    )
