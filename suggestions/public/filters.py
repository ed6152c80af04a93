"""How a visitor narrows and sorts the public list."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.pages import CampaignPage
from portal.keys import key_in
from portal.organisation.area import Area
from portal.organisation.topic import Topic
from portal.organisation.validity import offered
from portal.page_choice import PageChoiceField
from suggestions.intake.fields import TreeChoiceField
from suggestions.states import PUBLISHABLE, State
from suggestions.suggestion import SuggestionQuerySet

FILTER_DEPTH = 2
"""Levels of topics and areas offered as filters; deeper ones are found under their parent."""


class Sort(models.TextChoices):
    """Which suggestions come first."""

    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    SUPPORTED = "supported", _("Most supported first")


ORDER: dict[str, tuple[str, ...]] = {
    Sort.NEWEST: ("-public_since", "-id"),
    Sort.OLDEST: ("public_since", "id"),
    Sort.SUPPORTED: ("-support_count", "-id"),
}
"""Each ends with a unique column, so that paging is stable."""


@dataclass(frozen=True)
class Wish:
    """What a visitor asked to see; every part may be missing."""

    topic: Topic | None = None
    area: Area | None = None
    campaign: CampaignPage | None = None
    state: str = ""
    sort: str = Sort.NEWEST

    def apply(self, rows: SuggestionQuerySet) -> SuggestionQuerySet:
        """`rows` without what was not asked for; a topic or area includes what is below it."""
        if self.topic:
            rows = rows.filter(topic__in=branch(self.topic))
        if self.area:
            rows = rows.filter(area__in=branch(self.area))
        if self.campaign:
            rows = rows.filter(campaign=self.campaign)
        return rows.filter(state=self.state) if self.state else rows

    @property
    def order(self) -> tuple[str, ...]:
        """The columns to sort by."""
        return ORDER[self.sort]


def branch(node: Topic | Area) -> list[int]:
    """The keys of `node` and everything below it."""
    if node.is_leaf():
        return [node.pk]
    return list(type(node).objects.filter(path__startswith=node.path).values_list("pk", flat=True))


class FilterForm(forms.Form):
    """The filters above the list. What does not fit is ignored, never an error page."""

    topic = TreeChoiceField(
        label=_("Topic"), queryset=Topic.objects.none(), required=False, empty_label=_("All")
    )
    area = TreeChoiceField(
        label=pgettext_lazy("of a suggestion", "Area"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    campaign = PageChoiceField(
        label=_("Campaign"),
        queryset=CampaignPage.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    state = forms.ChoiceField(label=pgettext_lazy("of a suggestion", "State"), required=False)
    sort = forms.ChoiceField(label=_("Sort"), choices=Sort, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Read what can be chosen at the moment."""
        super().__init__(*args, **options)
        choices = {
            "topic": self._offered(Topic, "topic"),
            "area": self._offered(Area, "area"),
            "campaign": CampaignPage.objects.live()
            .order_by("-first_published_at")
            .defer_streamfields(),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        states = [(state, state.label) for state in State if state in PUBLISHABLE]
        self.fields["state"].choices = [("", _("All")), *states]  # type: ignore[attr-defined]

    def _offered(self, model: type[Topic | Area], name: str) -> models.QuerySet[Any]:
        """The nodes of today, and one of the past that an older link asks for."""
        kept = key_in(str(self.data.get(name, ""))) or None
        nodes = model.objects.filter(depth__lte=FILTER_DEPTH).order_by("path")
        return offered(nodes, on=localdate(), kept=kept)

    def wish(self) -> Wish:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Wish(**said)

    @property
    def is_narrowing(self) -> bool:
        """Whether anything was left out of the list."""
        return any(self.data.get(name) for name in ("topic", "area", "campaign", "state"))
