"""The desk in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import GOLDEN_IDEAS_SECTION, OpenTo, Section
from suggestions.conversion.rights import may_use_desk

MENU_ORDER = 230


def section() -> Section:
    """The heading over golden ideas and what is made of them."""
    label = _("Golden ideas")
    return Section(label, GOLDEN_IDEAS_SECTION, name="ideas", icon_name="pick", order=MENU_ORDER)


def ideas_item() -> OpenTo:
    """The way to the golden ideas."""
    return OpenTo(
        _("Carrying out"),
        reverse("conversion:todo"),
        name="conversion",
        icon_name="pick",
        order=MENU_ORDER,
        may=lambda person: may_use_desk(person, on=localdate()),
    )
