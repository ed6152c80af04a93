"""Screens for the reasons a chair may start from and for the wording of letters to authors.

All organisers share them.
"""

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy

from portal.organisation.menu import REVIEW_SECTION
from portal.organisation.policy import RolePolicy
from portal.organisation.viewsets import OwnRowsViewSet
from suggestions.review.decision import ReasonTemplate
from suggestions.review.letters.letter import LetterTemplate
from suggestions.review.round import ORGANISERS

MENU_ORDER = 260
ACTIONS = ("view", "add", "change", "delete")


class ReasonTemplateViewSet(OwnRowsViewSet):
    """Listing and editing of reason templates."""

    model = ReasonTemplate
    icon = "openquote"
    menu_label = _("Reason templates")
    menu_order = MENU_ORDER
    menu_hook = REVIEW_SECTION
    list_display = ("name", "outcome")
    panels = (FieldPanel("name"), FieldPanel("outcome"), FieldPanel("text"))


class LetterTemplateViewSet(OwnRowsViewSet):
    """One letter for each outcome: listed and edited, neither added nor deleted."""

    model = LetterTemplate
    icon = "mail"
    menu_label = _("Letter templates")
    menu_order = MENU_ORDER + 1
    menu_hook = REVIEW_SECTION
    list_display = ("__str__",)
    panels = (FieldPanel("text"),)

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


def register_policies() -> None:
    """Say who keeps the templates, before any screen asks."""
    policy = RolePolicy(ReasonTemplate, roles=dict.fromkeys(ACTIONS, ORGANISERS))
    register_permission_policy(ReasonTemplate, policy)
    letters = RolePolicy(LetterTemplate, roles=dict.fromkeys(("view", "change"), ORGANISERS))
    register_permission_policy(LetterTemplate, letters)
