"""The desk in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import HANDLING_SECTION, OpenTo, Section
from suggestions.rights import Action, may_anywhere

MENU_ORDER = 210


def section() -> Section:
    """The heading over all that has to do with handling."""
    return Section(_("Handling"), HANDLING_SECTION, icon_name="mail", order=MENU_ORDER)


def pile_item() -> OpenTo:
    """The way to the pile."""
    return OpenTo(
        _("Screening"),
        reverse("handling:pile"),
        icon_name="mail",
        order=MENU_ORDER,
        may=lambda person: may_anywhere(person, Action.SEE, on=localdate()),
    )


def withdrawals_item() -> OpenTo:
    """The way to what people have withdrawn from."""
    return OpenTo(
        _("Withdrawals"),
        reverse("handling:withdrawals"),
        icon_name="no-view",
        order=MENU_ORDER + 80,
        may=lambda person: may_anywhere(person, Action.KEEP_OUT, on=localdate()),
    )
