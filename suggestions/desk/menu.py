"""The work desk and the ledger in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.rights import Action, may_anywhere

DESK_ORDER, LEDGER_ORDER = 200, 290


def desk_item() -> OpenTo:
    """The way to the desk."""
    return OpenTo(
        _("Work desk"),
        reverse("desk:desk"),
        icon_name="tasks",
        order=DESK_ORDER,
        may=lambda person: may_anywhere(person, Action.SEE, on=localdate()),
    )


def ledger_item() -> OpenTo:
    """The way to the ledger."""
    return OpenTo(
        _("Ledger"),
        reverse("desk:ledger"),
        icon_name="table",
        order=LEDGER_ORDER,
        may=lambda person: may_anywhere(person, Action.SEE, on=localdate()),
    )
