"""The screens for letterheads."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy

from portal.organisation.membership import Role
from portal.organisation.menu import HANDLING_SECTION
from portal.organisation.policy import UnitRowsPolicy
from portal.organisation.viewsets import OwnRowsViewSet
from suggestions.papers.head import PaperHead

KEEPERS = (Role.SUPERVISOR, Role.EDITOR)
MENU_ORDER = 260


class PaperHeadViewSet(OwnRowsViewSet):
    """How units sign: listed and edited by supervisors and editors of the unit or one above."""

    model = PaperHead
    icon = "doc-full"
    menu_label = _("Letterheads")
    menu_order = MENU_ORDER
    menu_hook = HANDLING_SECTION
    list_display = ("name", "mark", "unit")
    search_fields = ("name", "mark")
    search_backend_name = None
    panels = (FieldPanel("unit"), FieldPanel("name"), FieldPanel("mark"))


def register_policies() -> None:
    """Say who keeps them, before any screen asks."""
    actions = dict.fromkeys(("view", "add", "change", "delete"), KEEPERS)
    register_permission_policy(PaperHead, UnitRowsPolicy(PaperHead, roles=actions))
