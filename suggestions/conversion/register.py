"""How a visitor narrows the register of golden ideas. What does not fit is ignored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from portal.page_choice import PageChoiceField
from suggestions.conversion.action import Action
from suggestions.conversion.golden_idea import GoldenIdea, GoldenIdeaQuerySet
from suggestions.conversion.kinds import ConversionKind
from suggestions.conversion.stages import Stage
from suggestions.intake.fields import TreeChoiceField
from suggestions.public.filters import FILTER_DEPTH, branch


@dataclass(frozen=True)
class Wish:
    """What a visitor asked to see; every part may be missing."""

    stage: Stage | None = None
    topic: Topic | None = None
    campaign: CampaignPage | None = None
    unit: Unit | None = None
    kind: str = ""
    year: str = ""

    def apply(self, rows: GoldenIdeaQuerySet) -> GoldenIdeaQuerySet:
        """`rows` without what was not asked for; a topic or unit includes what is below it."""
        rows = rows.at_stage(self.stage)
        if self.topic:
            rows = rows.filter(suggestion__topic__in=branch(self.topic))
        if self.campaign:
            rows = rows.filter(suggestion__campaign=self.campaign)
        if self.unit:
            rows = rows.filter(_involving(self.unit))
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows.filter(_adopted_in(int(self.year))) if self.year else rows


def _involving(unit: Unit) -> Q:
    """In charge of the idea, or leading one of its actions."""
    leading = Action.objects.filter(idea=OuterRef("pk"), unit__path__startswith=unit.path)
    return Q(suggestion__unit__path__startswith=unit.path) | Q(Exists(leading))


def _adopted_in(year: int) -> Q:
    """Between the two New Years as the clocks here tell them; an index can be used."""
    first, last = (make_aware(datetime(one, 1, 1)) for one in (year, year + 1))  # noqa: DTZ001
    return Q(adopted_at__gte=first, adopted_at__lt=last)


class RegisterForm(forms.Form):
    """The filters above the register; they offer what `ideas` have, the public ones if not said."""

    stage = forms.CharField(required=False, widget=forms.HiddenInput)
    topic = TreeChoiceField(
        label=_("Topic"), queryset=Topic.objects.none(), required=False, empty_label=_("All")
    )
    campaign = PageChoiceField(
        label=_("Campaign"),
        queryset=CampaignPage.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(
        label=_("Turned into"), choices=[("", _("All")), *ConversionKind.choices], required=False
    )
    year = forms.ChoiceField(label=_("Adopted in"), required=False)

    def __init__(
        self, data: QueryDict, *, ideas: GoldenIdeaQuerySet | None = None, **options: Any
    ) -> None:
        """Read what can be chosen at the moment."""
        super().__init__(data, **options)
        shown = GoldenIdea.objects.public() if ideas is None else ideas
        topics = Topic.objects.filter(depth__lte=FILTER_DEPTH).order_by("path")
        campaigns = CampaignPage.objects.live().filter(
            pk__in=shown.order_by().values("suggestion__campaign")
        )
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = (  # type: ignore[attr-defined]
            campaigns.order_by("-first_published_at").defer_streamfields()
        )
        self.fields["unit"].queryset = involved_units(shown)  # type: ignore[attr-defined]
        years = [(str(year), str(year)) for year in _years(shown)]
        self.fields["year"].choices = [("", _("All")), *years]  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        said["stage"] = Stage.from_text(said.pop("stage", ""))
        return Wish(**said)

    def offered(self, name: str) -> set[str]:
        """What the filter `name` can be set to; anything else would be ignored."""
        field: Any = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            rows: Any = field.queryset
            return {str(key) for key in rows.order_by().values_list("pk", flat=True)}
        return {str(value) for value, _label in field.choices}

    @property
    def is_narrowing(self) -> bool:
        """Whether anything was left out of the list."""
        return any(self.data.get(name) for name in self.fields)


def involved_units(ideas: GoldenIdeaQuerySet) -> QuerySet[Unit]:
    """Units in charge of one of `ideas` or leading an action of one, in the order of the tree."""
    rows = ideas.order_by()
    in_charge = Q(pk__in=rows.values("suggestion__unit"))
    leading = Q(pk__in=Action.objects.filter(idea__in=rows).order_by().values("unit"))
    return Unit.objects.filter(in_charge | leading).order_by("path")


def _years(rows: GoldenIdeaQuerySet) -> list[int]:
    """The years from the first adoption to the last, newest first."""
    ends = rows.aggregate(first=Min("adopted_at"), last=Max("adopted_at"))
    if ends["first"] is None:
        return []
    return list(range(localdate(ends["last"]).year, localdate(ends["first"]).year - 1, -1))
