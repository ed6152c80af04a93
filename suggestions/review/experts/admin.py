"""Screens for the expert pool; all organisers share it."""

from typing import Any, cast

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permissions import register_permission_policy

from portal.organisation.menu import REVIEW_SECTION
from portal.organisation.policy import RolePolicy
from portal.organisation.viewsets import OwnRowsIndexView, OwnRowsViewSet
from suggestions.review.experts.expert import Expert, ExpertQuerySet
from suggestions.review.experts.forms import ExpertForm
from suggestions.review.round import ORGANISERS

ACTIONS = ("view", "add", "change", "delete")


def fields_shown(expert: Expert) -> str:
    """The fields as the list shows them."""
    return "、".join(topic.name for topic in expert.topics.all())


def is_serving(expert: Any) -> bool:
    """Whether the expert can be asked today."""
    return bool(expert.serves)


class ExpertIndexView(OwnRowsIndexView):
    """The pool, with who can be asked today."""

    default_ordering = "name"

    def get_base_queryset(self) -> ExpertQuerySet:
        """The rows with all they show, in a fixed number of queries."""
        rows = cast(ExpertQuerySet, super().get_base_queryset())
        rows = rows.select_related("user").prefetch_related("topics")
        return rows.with_serving(localdate())


class ExpertViewSet(OwnRowsViewSet):
    """Listing and editing of the pool."""

    model = Expert
    icon = "group"
    menu_label = _("Expert pool")
    menu_order = 223
    menu_hook = REVIEW_SECTION
    index_view_class = ExpertIndexView
    list_display = (
        "name",
        "kind",
        "affiliation",
        Column("fields", label=_("Fields"), accessor=fields_shown),
        Column("user", label=_("Account"), accessor="user"),
        BooleanColumn("serves", label=_("Can be asked today"), accessor=is_serving),
    )
    list_filter = ("kind", "topics")
    search_fields = ("name", "affiliation", "words")
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
            FieldPanel("affiliation"),
            FieldPanel("username"),
            FieldPanel("unit"),
            MultiFieldPanel(
                [FieldPanel("topics", widget=forms.CheckboxSelectMultiple), FieldPanel("words")],
                heading=_("Fields"),
            ),
            InlinePanel("terms", heading=_("Terms of office"), label=_("Term of office")),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("away_from"), FieldPanel("away_until")])],
                heading=_("Not available"),
            ),
        ],
        base_form_class=ExpertForm,
    )


def register_policies() -> None:
    """Say who keeps the pool, before any screen asks."""
    policy = RolePolicy(Expert, roles=dict.fromkeys(ACTIONS, ORGANISERS))
    register_permission_policy(Expert, policy)
