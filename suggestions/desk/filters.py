"""Filters: what a tab is narrowed to."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from portal.page_choice import PageChoiceField
from suggestions.clocks.clock import Clock
from suggestions.clocks.step import Step
from suggestions.intake.receipts import parse_receipt
from suggestions.states import Channel, Classification

MOST_UNITS = 100
"""Units that a few letters may mean."""
EVERY: tuple[str, Any] = ("", _("All"))


class DeskFilters(forms.Form):
    """What somebody chooses above the list; what makes no sense is ignored."""

    receipt = forms.CharField(label=_("Receipt number"), required=False, max_length=40)
    unit = forms.CharField(label=_("Unit (name or code)"), required=False, max_length=60)
    step = forms.ChoiceField(label=_("Step"), choices=[EVERY, *Step.choices], required=False)
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.all(), required=False, empty_label=_("All")
    )
    classification = forms.ChoiceField(
        label=_("Class"), choices=[EVERY, *Classification.choices], required=False
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[EVERY, *Channel.choices], required=False
    )
    campaign = PageChoiceField(
        label=_("Campaign"),
        queryset=CampaignPage.objects.none(),
        required=False,
        empty_label=_("All"),
    )

    def __init__(self, data: Any, *, campaigns: QuerySet[CampaignPage]) -> None:
        """Offer `campaigns`."""
        super().__init__(data)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What was chosen, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of `rows` (clocks or duties) that were asked for; a unit costs one query."""
        said = self.chosen()
        if receipt := said.get("receipt"):
            return rows.filter(suggestion__receipt=parse_receipt(receipt) or receipt)
        if "unit" in said:
            rows = rows.filter(unit__in=units_named(said["unit"]))
        if "step" in said:
            rows = _of_step(rows, said["step"])
        if "topic" in said:
            below = Topic.objects.filter(path__startswith=said["topic"].path)
            rows = rows.filter(suggestion__topic__in=list(below.values_list("pk", flat=True)))
        for name in ("classification", "channel", "campaign"):
            if name in said:
                rows = rows.filter(**{f"suggestion__{name}": said[name]})
        return rows


def units_named(words: str) -> list[int]:
    """The keys of units with this code, or with `words` in their name."""
    rows = Unit.objects.filter(Q(code=words) | Q(name__icontains=words))
    return list(rows.order_by().values_list("pk", flat=True)[:MOST_UNITS])


def _of_step(rows: QuerySet[Any], step: str) -> QuerySet[Any]:
    """Clocks of this step; of duties, those whose suggestion has such a clock running."""
    if rows.model is Clock:
        return rows.filter(step=step)
    running = Clock.objects.running().filter(step=step)
    return rows.filter(suggestion__in=running.order_by().values("suggestion"))
