"""Work orders in the admin's menu."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.organisation.menu import OpenTo
from suggestions.workorders.desk.views import may_import

MENU_ORDER = 270


def import_item() -> OpenTo:
    """The way to the import of tables."""
    return OpenTo(
        _("Work orders from a table"),
        reverse("workorders:import"),
        name="work-orders",
        icon_name="upload",
        order=MENU_ORDER,
        may=lambda person: may_import(person, on=localdate()),
    )
