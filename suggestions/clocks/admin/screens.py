"""Screens for time limits: standards, their rules with a worked example, and their uses."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from portal.organisation.policy import RolePolicy
from portal.organisation.viewsets import OwnRowsIndexView, OwnRowsViewSet
from portal.working_days import admin as special_days
from suggestions.clocks.admin.example import length_of, worked_example
from suggestions.clocks.admin.forms import CampaignRowForm, RuleForm, plain_select
from suggestions.clocks.admin.policy import (
    ADMINISTRATOR,
    KEEPERS,
    READERS,
    CampaignRowsPolicy,
)
from suggestions.clocks.rule import ClockRule
from suggestions.clocks.standard import Standard, StandardUse


class RelatedIndexView(OwnRowsIndexView):
    """A list whose rows name their standard and campaign; one query for all."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows with what they name."""
        return super().get_base_queryset().select_related("standard", "campaign")


class StandardViewSet(OwnRowsViewSet):
    """Laws, local rules and promises."""

    model = Standard
    icon = "doc-full"
    menu_label = _("Service standards")
    list_display = ("name", "code", "is_law")
    panels = (FieldPanel("name"), FieldPanel("code"), FieldPanel("is_law"))


class RuleViewSet(OwnRowsViewSet):
    """One line for each step of each standard or campaign."""

    model = ClockRule
    icon = "time"
    menu_label = _("Time limits")
    index_view_class = RelatedIndexView
    list_display = (
        "step",
        Column("owner", label=_("Standard or campaign"), accessor=lambda rule: rule.owner),
        Column("length", label=_("Length"), accessor=length_of),
        Column("example", label=_("Example"), accessor=worked_example),
        "source",
    )
    list_filter = ("standard", "step")
    list_per_page = 100
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("standard"), FieldPanel("campaign", widget=plain_select())]),
            FieldRowPanel([FieldPanel("step"), FieldPanel("start")]),
            FieldRowPanel([FieldPanel("length"), FieldPanel("length_unit")]),
            FieldPanel("rolls"),
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("extension_days"), FieldPanel("may_commit")]),
        ],
        base_form_class=RuleForm,
    )


class UseViewSet(OwnRowsViewSet):
    """Which standard holds for which campaign, channel or class."""

    model = StandardUse
    icon = "link"
    menu_label = _("Uses of standards")
    index_view_class = RelatedIndexView
    list_display = ("standard", "campaign", "channel", "classification")
    list_filter = ("standard",)
    edit_handler = ObjectList(
        [
            FieldPanel("standard"),
            FieldPanel("campaign", widget=plain_select()),
            FieldRowPanel([FieldPanel("channel"), FieldPanel("classification")]),
        ],
        base_form_class=CampaignRowForm,
    )


class TimeLimitsGroup(ViewSetGroup):
    """One menu for what is due when."""

    menu_label = _("Time limits")
    menu_icon = "time"
    menu_order = 705
    items = (
        RuleViewSet("clock_rules", url_prefix="time-limits"),
        StandardViewSet("standards", url_prefix="service-standards"),
        UseViewSet("standard_uses", url_prefix="standard-uses"),
        special_days.SpecialDayViewSet("special_days", url_prefix="special-days"),
    )


def register_policies() -> None:
    """Say who keeps the time limits, before any screen asks."""
    changes = ("add", "change", "delete")
    standards = {**dict.fromkeys(changes, (ADMINISTRATOR,)), "view": READERS}
    register_permission_policy(Standard, RolePolicy(Standard, roles=standards))
    rows = {**dict.fromkeys(changes, KEEPERS), "view": READERS}
    for model in (ClockRule, StandardUse):
        register_permission_policy(model, CampaignRowsPolicy(model, roles=rows))
    special_days.register_policies()
