"""Screens for the wordings of letters and for the rules by which cases climb; shared by all."""

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy

from portal.organisation.membership import Role
from portal.organisation.menu import SUPERVISION_SECTION
from portal.organisation.policy import RolePolicy
from portal.organisation.viewsets import OwnRowsViewSet
from suggestions.supervision.leading.rung import EscalationRule
from suggestions.supervision.letters.wording import SupervisionWording

KEEPERS = (Role.SUPERVISOR,)
MENU_ORDER = 230


class WordingViewSet(OwnRowsViewSet):
    """One wording for each kind of letter: listed and edited, neither added nor deleted."""

    model = SupervisionWording
    icon = "edit"
    menu_label = _("Wordings of letters")
    menu_hook = SUPERVISION_SECTION
    menu_order = MENU_ORDER
    add_to_admin_menu = False
    list_display = ("__str__", "subject", "answer_within")
    panels = (FieldPanel("subject"), FieldPanel("text"), FieldPanel("answer_within"))

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No address for adding or deleting, not even for a superuser."""
        closed = dict.fromkeys(
            ("add_url_name", "delete_url_name", "history_url_name", "usage_url_name")
        )
        return super().get_common_view_kwargs(**{**closed, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        """List and change."""
        offered = {"index", "index_results", "edit"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in offered]


class RuleViewSet(OwnRowsViewSet):
    """The rules by which cases are proposed for a rung."""

    model = EscalationRule
    icon = "list-ol"
    menu_label = _("Rules for cases")
    menu_hook = SUPERVISION_SECTION
    menu_order = MENU_ORDER + 1
    list_display = ("name", "rung", "source", "is_active")
    panels = (
        FieldPanel("name"),
        FieldPanel("rung"),
        FieldPanel("least_repeats"),
        FieldPanel("least_people"),
        FieldPanel("least_days"),
        FieldPanel("classification"),
        FieldPanel("topic"),
        FieldPanel("source"),
        FieldPanel("is_active"),
    )


def register_policies() -> None:
    """Say who keeps them, before any screen asks."""
    wordings = RolePolicy(SupervisionWording, roles=dict.fromkeys(("view", "change"), KEEPERS))
    register_permission_policy(SupervisionWording, wordings)
    actions = ("view", "add", "change", "delete")
    rules = RolePolicy(EscalationRule, roles=dict.fromkeys(actions, KEEPERS))
    register_permission_policy(EscalationRule, rules)
