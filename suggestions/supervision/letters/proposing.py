"""What a supervisor may want to write about: what is late, unanswered, badly rated, overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from portal.accounts.user import User
from portal.organisation.rights import units_of
from portal.organisation.unit import Unit, within
from portal.working_days.stored import after_working_days
from suggestions.clocks.clock import Clock, ClockQuerySet
from suggestions.clocks.step import Step
from suggestions.duties.call import Call, CallQuerySet, CallState
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.instructions.instruction import Feedback, Instruction
from suggestions.rating.rating import Rating, RatingQuerySet
from suggestions.rights import RIGHTS, Action
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.supervision.letters.kinds import NEXT_KIND, RUNGS, Ground, LetterKind
from suggestions.supervision.letters.letter import (
    SupervisedMatter,
    SupervisionLetter,
    SupervisionLetterQuerySet,
)
from suggestions.supervision.letters.wording import SupervisionWording, put_in

MOST_UNITS = 30
MOST_OFFERED = 50


@dataclass(frozen=True)
class Late:
    """How many suggestions of a unit are worth a letter, on which ground."""

    unit: Unit
    ground: Ground
    count: int


def supervised_units(person: User, *, on: date) -> list[Unit]:
    """The units in whose name `person` writes letters."""
    return units_of(person, RIGHTS[Action.SUPERVISE], on=on)


def late_units(person: User, *, at: datetime) -> list[Late]:
    """Where something is worth a letter that no open letter is about: the most first.

    Five queries however many units and suggestions there are; MOST_UNITS lines of each kind.
    """
    on = localdate(at)
    clocks = overdue_clocks(person, at=at)
    counts = [
        (Ground.OVERDUE, _by_unit(clocks.exclude(step=Step.CALL), "unit")),
        (Ground.CALL, _by_unit(clocks.filter(step=Step.CALL), "unit")),
        (Ground.LOW_RATING, _by_unit(low_ratings(person, on=on), "suggestion__unit")),
        (
            Ground.INSTRUCTION,
            _by_unit(late_instructions(person, on=on), "unit", what="instruction__suggestion"),
        ),
    ]
    found = [(ground, key, count) for ground, pairs in counts for key, count in pairs]
    units = Unit.objects.in_bulk({key for _ground, key, _count in found})
    lines = [Late(units[key], ground, count) for ground, key, count in found]
    return sorted(lines, key=lambda line: -line.count)


def _by_unit(
    rows: QuerySet[Any, Any], way: str, *, what: str = "suggestion"
) -> list[tuple[int, int]]:
    counted = rows.order_by().values_list(way).annotate(n=Count(what, distinct=True))
    return [(key, count) for key, count in counted.order_by("-n")[:MOST_UNITS]]


def overdue_clocks(person: User, *, at: datetime) -> ClockQuerySet:
    """Clocks past their time in reach of a supervisor, that no open letter is about."""
    on = localdate(at)
    written = SupervisedMatter.objects.filter(
        suggestion=OuterRef("suggestion"), unit=OuterRef("unit"), is_open=True
    )
    rows = Clock.objects.overdue(at).exclude(suggestion__in=barred_keys(person, on=on))
    rows = rows.exclude(suggestion__classification=Classification.REPORT)
    return rows.filter(within(supervised_units(person, on=on), "unit")).exclude(Exists(written))


def low_ratings(person: User, *, on: date) -> RatingQuerySet:
    """Second low ratings in reach of a supervisor, that no open letter is about."""
    written = SupervisedMatter.objects.filter(suggestion=OuterRef("suggestion"), is_open=True)
    rows = Rating.objects.counted().for_supervisor()
    rows = rows.exclude(suggestion__in=barred_keys(person, on=on))
    reach = within(supervised_units(person, on=on), "suggestion__unit")
    return rows.filter(reach).exclude(Exists(written))


def late_instructions(person: User, *, on: date) -> QuerySet[Any, Any]:
    """Units in reach of a supervisor that owe a leader an answer past its day: a row for each.

    Without those that have reported, and those that an open letter is about.
    """
    written = SupervisedMatter.objects.filter(
        suggestion=OuterRef("instruction__suggestion"), unit=OuterRef("unit"), is_open=True
    )
    heard = Feedback.objects.filter(instruction=OuterRef("instruction"), unit=OuterRef("unit"))
    overdue = Instruction.objects.visible_to(person, on=on).overdue(on)
    rows = Instruction.units.through.objects.filter(instruction__in=overdue.order_by().values("pk"))
    rows = rows.filter(within(supervised_units(person, on=on), "unit"))
    return rows.exclude(Exists(written)).exclude(Exists(heard))


def late_calls(person: User, *, at: datetime) -> CallQuerySet:
    """Calls that nobody answered in time and nobody took one tier up: the longest waiting first."""
    on = localdate(at)
    clocks = Clock.objects.overdue(at).filter(
        step=Step.CALL, suggestion=OuterRef("suggestion"), unit=OuterRef("unit")
    )
    reach = within(supervised_units(person, on=on), "caller")
    rows = Call.objects.filter(reach, Exists(clocks), state=CallState.CALLED, escalations=None)
    rows = rows.exclude(suggestion__classification=Classification.REPORT)
    rows = rows.exclude(suggestion__in=barred_keys(person, on=on)).filter(unit__depth__gt=1)
    return rows.select_related("suggestion", "caller", "unit").order_by("at", "pk")


def offered(person: User, unit: Unit, ground: str, *, at: datetime) -> list[Suggestion]:
    """The suggestions to choose from for a letter to `unit` on `ground`; at most MOST_OFFERED."""
    on = localdate(at)
    if ground in (Ground.OVERDUE, Ground.CALL):
        clocks = overdue_clocks(person, at=at).filter(unit=unit)
        called = clocks.filter(step=Step.CALL)
        clocks = called if ground == Ground.CALL else clocks.exclude(step=Step.CALL)
        keys: QuerySet[Any, Any] = clocks.order_by().values("suggestion")
    elif ground == Ground.LOW_RATING:
        keys = low_ratings(person, on=on).filter(suggestion__unit=unit).values("suggestion")
    elif ground == Ground.INSTRUCTION:
        keys = late_instructions(person, on=on).filter(unit=unit)
        keys = keys.values("instruction__suggestion")
    else:
        return []
    rows = Suggestion.objects.visible_to(person, on=on).unsealed().filter(pk__in=keys)
    return list(rows.select_related("unit").order_by("submitted_at", "pk")[:MOST_OFFERED])


def for_next_rung(person: User, *, on: date) -> SupervisionLetterQuerySet:
    """Letters whose answer is overdue and of which something waits for the next rung: the
    longest due first.
    """
    rows = SupervisionLetter.objects.supervised_by(person, on=on).overdue(on)
    waiting = Q(pk__in=[])
    for kind in NEXT_KIND:
        waiting |= Q(kind=kind, pk__in=not_followed(kind).values("letter"))
    return rows.filter(waiting).select_related("unit", "issuer").order_by("due_on", "pk")


def not_followed(kind: LetterKind) -> QuerySet[SupervisedMatter]:
    """Matters of letters of `kind` that no later one on a higher rung to the unit is about."""
    higher = [one for one, rung in RUNGS.items() if rung > RUNGS[kind]]
    later = SupervisedMatter.objects.filter(
        suggestion=OuterRef("suggestion"),
        unit=OuterRef("unit"),
        letter__gt=OuterRef("letter"),
        kind__in=higher,
    )
    return SupervisedMatter.objects.filter(~Exists(later), kind=kind).order_by()


class FirstWords(TypedDict):
    """With what a letter begins."""

    subject: str
    text: str
    due_on: date


def day_in_words(day: date) -> str:
    """The day as letters name it, such as 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def first_words(
    kind: LetterKind,
    issuer: Unit,
    unit: Unit,
    ground: str,
    suggestions: Sequence[Suggestion],
    *,
    on: date,
) -> FirstWords:
    """Subject, text and day with which a letter of this kind begins; one query."""
    wording = SupervisionWording.objects.get(kind=kind)
    due_on = after_working_days(on, wording.answer_within)
    said = {
        "unit": unit.name,
        "issuer": issuer.name,
        "count": str(len(suggestions)),
        "list": "\n".join(f"{row.receipt} {row.title}" for row in suggestions),
        "ground": str(Ground(ground).label),
        "due": day_in_words(due_on),
    }
    return FirstWords(
        subject=put_in(wording.subject, said), text=put_in(wording.text, said), due_on=due_on
    )
