"""The discussion: all that is on record about a suggestion in its round, read by one query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from suggestions.repeats.link import Link, Verdict
from suggestions.review.notes import PanelNote
from suggestions.review.revising import EarlierDecision
from suggestions.review.shortlist import ShortlistEntry
from suggestions.review.standing import Standing
from suggestions.states import Classification, State


class Kind(StrEnum):
    """What a line tells."""

    NOTE = "note"
    MARK = "mark"
    EARLIER = "earlier"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on record. `who` did it `at` a moment, with `text`; `value` is the outcome of an
    earlier decision or the verdict of a link; `is_on` that a mark was set or a decision taken
    back; `other` and `altered` are who changed a decision and when, or state of a linked one.
    """

    kind: str
    at: datetime
    who: str
    text: str
    value: str
    is_on: bool
    other: str
    altered: datetime

    @property
    def outcome(self) -> str:
        """The outcome of an earlier decision, in the reader's language."""
        return str(State(self.value).label)

    @property
    def verdict(self) -> str:
        """What was found about a linked pair."""
        return str(Verdict(self.value).label)

    @property
    def state(self) -> str:
        """Where the earlier suggestion of a link stands."""
        return str(State(self.other).label)


@dataclass(frozen=True)
class Discussion:
    """What the panel said, marked and decided before, and the earlier suggestions linked to it."""

    notes: Sequence[Line] = field(default_factory=list)
    marks: Sequence[Line] = field(default_factory=list)
    earlier: Sequence[Line] = field(default_factory=list)
    links: Sequence[Line] = field(default_factory=list)


def discussion_of(standing: Standing) -> Discussion:
    """All that is on record, oldest first; one query."""
    parts = (_notes(standing), _marks(standing), _earlier(standing), _links(standing))
    first, *others = parts
    lines = [Line(*row) for row in first.union(*others, all=True).order_by("moment")]
    of_kind = {kind: [line for line in lines if line.kind == kind] for kind in Kind}
    return Discussion(
        notes=of_kind[Kind.NOTE],
        marks=of_kind[Kind.MARK],
        earlier=of_kind[Kind.EARLIER][::-1],
        links=of_kind[Kind.LINK],
    )


COLUMNS = ("kind", "moment", "who", "said", "value", "is_on", "other", "altered")
"""The columns of the union, in the order of `Line`."""


def _notes(standing: Standing) -> QuerySet[Any]:
    rows = PanelNote.objects.filter(standing=standing)
    return _columns(rows, Kind.NOTE, who="by", said="text")


def _marks(standing: Standing) -> QuerySet[Any]:
    rows = ShortlistEntry.objects.filter(standing=standing)
    return _columns(rows, Kind.MARK, who="by", is_on="is_shortlisted")


def _earlier(standing: Standing) -> QuerySet[Any]:
    rows = EarlierDecision.objects.filter(standing=standing)
    return _columns(
        rows,
        Kind.EARLIER,
        who="by",
        said="reason",
        value="outcome",
        is_on="is_taken_back",
        other="changed_by",
        altered="changed_at",
    )


def _links(standing: Standing) -> QuerySet[Any]:
    rows = Link.objects.joined().filter(later=standing.suggestion_id)
    rows = rows.exclude(earlier__classification=Classification.REPORT)
    names = {"said": "earlier__title", "value": "verdict", "other": "earlier__state"}
    return _columns(rows, Kind.LINK, who="earlier__receipt", **names)


def _columns(rows: QuerySet[Any], kind: Kind, **names: str) -> QuerySet[Any]:
    """`rows` with the columns of the union; `names` says where they come from."""
    texts = {
        name: _source(names[name]) if name in names else _text("")
        for name in ("who", "said", "value", "other")
    }
    flag = F(names["is_on"]) if "is_on" in names else Value(False, output_field=BooleanField())
    return (
        rows.order_by()
        .annotate(
            kind=_text(kind),
            moment=F("at"),
            is_on=flag,
            altered=F(names.get("altered", "at")),
            **texts,
        )
        .values_list(*COLUMNS)
    )


def _source(name: str) -> Any:
    """The column `name` as text; of a person what `str` says."""
    if name in {"by", "changed_by"}:
        shown = NullIf(F(f"{name}__name"), Value(""))
        return Cast(Coalesce(shown, F(f"{name}__username")), TextField())
    return Cast(name, TextField())


def _text(text: str) -> Value:
    return Value(str(text), output_field=TextField())
