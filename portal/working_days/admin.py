"""The screen for special days."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy

from portal.organisation.membership import Role
from portal.organisation.policy import RolePolicy
from portal.organisation.viewsets import OwnRowsViewSet
from portal.working_days.special_day import SpecialDay

KEEPERS = (Role.SYSTEM_ADMIN,)
READERS = (*KEEPERS, Role.SUPERVISOR, Role.HANDLER)


class SpecialDayViewSet(OwnRowsViewSet):
    """Listing and editing of special days; all time limits are counted with them."""

    model = SpecialDay
    icon = "date"
    menu_label = _("Special days")
    menu_order = 90
    list_display = ("day", "is_working", "why")
    list_filter = ("is_working",)
    ordering = ("-day",)
    panels = (FieldPanel("day"), FieldPanel("is_working"), FieldPanel("why"))


def register_policies() -> None:
    """Say who enters special days, before any screen asks."""
    keeping = dict.fromkeys(("add", "change", "delete"), KEEPERS)
    register_permission_policy(
        SpecialDay, RolePolicy(SpecialDay, roles={**keeping, "view": READERS})
    )
