"""The lists of duties in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.rights import Action, may_anywhere

MENU_ORDER = 220


def duties_item() -> OpenTo:
    """The way to what waits between units."""
    return OpenTo(
        _("Between units"),
        reverse("duties:list"),
        icon_name="group",
        order=MENU_ORDER,
        may=lambda person: any(
            may_anywhere(person, action, on=localdate())
            for action in (Action.TAKE, Action.ANSWER_OBJECTION, Action.SETTLE)
        ),
    )
