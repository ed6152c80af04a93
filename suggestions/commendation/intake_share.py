"""Intake and adopted share: what townships, stations and clerks took in, and what became of it.

For a period, of the suggestions handed in through a place or a clerk within it:

    intake  = how many 建议意见, without withdrawn ones and without those that an earlier
              suggestion says already (links with the verdict "same")
    adopted = how many of these are golden ideas by the end of the period, in full or in part
    share   = adopted / intake

Both counts stand beside the share, which says little of a small intake. The order is by
adopted, then by share, then by name. Who took in fewer than LEAST_INTAKE is not proposed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from portal.accounts.user import User
from portal.organisation.unit import Tier, Unit, UnitKind
from suggestions.commendation.steps import AwardKind
from suggestions.history import Entry, Event
from suggestions.repeats.link import Link, Verdict
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

LEAST_INTAKE = 3
Period = tuple[datetime, datetime]


@dataclass(frozen=True)
class Share:
    """What one place or person took in."""

    name: str
    intake: int
    adopted: int
    unit: Unit | None = None
    person: User | None = None

    @property
    def share(self) -> float:
        """Adopted of those taken in, 0 to 1."""
        return self.adopted / self.intake


def taken_in(unit: Unit, period: Period) -> QuerySet[Suggestion]:
    """The suggestions of the period that count, each with whether it is `golden` at its end."""
    start, end = period
    earlier = Link.objects.filter(later=OuterRef("pk"), verdict=Verdict.SAME)
    adopting = Entry.objects.filter(
        suggestion=OuterRef("pk"),
        event=Event.MOVED,
        after__in=(State.ADOPTED, State.PARTLY_ADOPTED),
        at__lt=end,
    )
    rows = Suggestion.objects.filter(
        ~Exists(earlier),
        classification=Classification.SUGGESTION,
        submitted_at__gte=start,
        submitted_at__lt=end,
    ).exclude(state=State.WITHDRAWN)
    return rows.filter(station__path__startswith=unit.path).annotate(golden=Exists(adopting))


def shares(kind: AwardKind, unit: Unit, period: Period) -> list[Share]:
    """The shares of every place or clerk of `kind` at `unit` and below, best first."""
    find = {
        AwardKind.UNIT: _townships,
        AwardKind.STATION: _stations,
        AwardKind.CLERK: _clerks,
    }[kind]
    enough = [one for one in find(unit, period) if one.intake >= LEAST_INTAKE]
    return sorted(enough, key=lambda one: (-one.adopted, -one.share, one.name))


def _counted(rows: QuerySet[Suggestion], by: str) -> dict[int, tuple[int, int]]:
    counted = (
        rows.order_by()
        .values(by)
        .annotate(intake=Count("pk"), adopted=Count("pk", filter=Q(golden=True)))
    )
    return {row[by]: (row["intake"], row["adopted"]) for row in counted}


def _stations(unit: Unit, period: Period) -> list[Share]:
    counted = _counted(taken_in(unit, period), "station")
    rows = Unit.objects.below(unit).filter(pk__in=counted)
    rows = rows.filter(Q(kind=UnitKind.STATION) | Q(tier=Tier.VILLAGE))
    return [Share(row.name, *counted[row.pk], unit=row) for row in rows]


def _townships(unit: Unit, period: Period) -> list[Share]:
    """A township's stations count for it, and what it took in itself."""
    counted = _counted(taken_in(unit, period), "station")
    paths = dict(Unit.objects.filter(pk__in=counted).values_list("pk", "path"))
    rows = Unit.objects.below(unit).filter(tier=Tier.TOWNSHIP, kind=UnitKind.GOVERNMENT)
    found = []
    for row in rows:
        mine = [counted[key] for key, path in paths.items() if path.startswith(row.path)]
        total = Share(row.name, sum(n for n, _a in mine), sum(a for _n, a in mine), unit=row)
        found.append(total)
    return found


def _clerks(unit: Unit, period: Period) -> list[Share]:
    rows = taken_in(unit, period).filter(transcriber__isnull=False)
    counted = _counted(rows, "transcriber")
    people = User.objects.filter(pk__in=counted)
    return [Share(str(row), *counted[row.pk], person=row) for row in people]
