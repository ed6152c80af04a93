"""The public page of figures: adoption and conversion, in all and by year, topic and campaign."""

from collections.abc import Hashable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaigns.pages import CampaignPage
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.conversion.figures import (
    GROUPS,
    Figures,
    figures,
    figures_by,
    standing_decisions,
)
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.register import RegisterForm

NAMES = {
    "year": gettext_lazy("By year"),
    "unit": gettext_lazy("By unit in charge"),
    "topic": gettext_lazy("By topic"),
    "campaign": gettext_lazy("By campaign"),
}
MODELS: dict[str, type[Model]] = {"unit": Unit, "topic": Topic, "campaign": CampaignPage}
OTHERS = 0
"""In place of the keys of campaigns that are not on the site: no page has this key."""


@require_safe
def figures_page(request: HttpRequest) -> HttpResponse:
    """The figures with what they are counted from, told apart as the address says."""
    group = group_of(request)
    ideas, decisions = GoldenIdea.objects.all(), standing_decisions()
    today = localdate()
    context = {
        "figures": figures(ideas, decisions, on=today),
        "rows": public_rows(group, ideas, decisions),
        "group": NAMES[group],
        "tabs": tabs_of(group),
    }
    return render(request, "suggestions/conversion/figures.html", context)


def group_of(request: HttpRequest) -> str:
    """By what the figures are told apart; by year unless the address says something else."""
    wanted = request.GET.get("by", "")
    return wanted if wanted in GROUPS else "year"


def tabs_of(current: str) -> list[dict[str, object]]:
    """The ways to tell them apart, as components/tabs.html takes them."""
    return [
        {"label": label, "url": f"?by={name}", "is_current": name == current}
        for name, label in NAMES.items()
    ]


def rows_by(
    group: str, ideas: QuerySet[GoldenIdea], decisions: QuerySet[Any], *, register: str
) -> list[dict[str, Any]]:
    """A row of figures for each value with its name and the address of its ideas."""
    counted = figures_by(group, ideas, decisions, on=localdate())
    linked = {str(key) for key in counted if key is not None}
    return _rows(group, counted, url=reverse(register), linked=linked)


def public_rows(
    group: str, ideas: QuerySet[GoldenIdea], decisions: QuerySet[Any]
) -> list[dict[str, Any]]:
    """The same for everybody: campaigns that are not on the site are one row without a name.

    A row leads to its ideas only where the register can be narrowed to it.
    """
    counted = figures_by(group, ideas, decisions, on=localdate())
    if group == "campaign":
        counted = _others_together(counted)
    linked = RegisterForm(QueryDict()).offered(group)
    return _rows(group, counted, url=reverse("suggestions:golden_ideas"), linked=linked)


def _others_together(counted: dict[Hashable, Figures]) -> dict[Hashable, Figures]:
    live = CampaignPage.objects.live().public().filter(pk__in=list(counted))
    shown = set(live.values_list("pk", flat=True))
    found: dict[Hashable, Figures] = {}
    for key, told in counted.items():
        row = key if key in shown else OTHERS
        found[row] = found.get(row, Figures()) + told
    return found


def _rows(
    group: str, counted: dict[Hashable, Figures], *, url: str, linked: set[str]
) -> list[dict[str, Any]]:
    names = _names(group, list(counted))
    rows = [
        {
            "name": names[key],
            "figures": told,
            "url": f"{url}?{group}={key}" if str(key) in linked else "",
        }
        for key, told in counted.items()
    ]
    return sorted(rows, key=_order(group))


def _names(group: str, keys: list[Any]) -> dict[Any, str]:
    if group not in MODELS:
        return {key: str(key) for key in keys}
    rows = MODELS[group]._default_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's own name
    return {row.pk: str(row) for row in rows} | {None: _("None"), OTHERS: _("Other campaigns")}


def _order(group: str) -> Any:
    """The latest year first; else what has most ideas."""
    if group == "year":
        return lambda row: -int(row["name"])
    return lambda row: (-row["figures"].ideas, -row["figures"].decided, row["name"])
