"""Where a campaign stands at a moment: its stage and its dated steps, read from the phases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.phases import Phase, PhaseKind


class Stage(models.TextChoices):
    """What a visitor is told about a campaign; the first that holds."""

    COLLECTING = "collecting", _("Open for suggestions")
    REVIEWING = "reviewing", _("Under review")
    RESULTS = "results", _("Results published")
    UPCOMING = "upcoming", _("Starts soon")
    CLOSED = "closed", pgettext_lazy("of a campaign", "Closed")


@dataclass(frozen=True)
class Step:
    """One phase as a step of the dated line; `status` is done, current or coming."""

    kind: PhaseKind
    starts_on: date
    last_day: date | None
    status: str

    @property
    def label(self) -> str:
        """The phase's name in the reader's language."""
        return str(self.kind.label)


def stage_of(phases: Iterable[Phase], at: datetime) -> Stage:
    """The stage at the moment `at`; between two phases, and after the last, it is closed."""
    phases = list(phases)
    holding = {phase.kind for phase in phases if phase.holds(at)}
    for kind in (PhaseKind.COLLECTING, PhaseKind.REVIEWING, PhaseKind.RESULTS):
        if kind in holding:
            return Stage(kind.value)
    begun = any(phase.starts_at <= at for phase in phases)
    return Stage.CLOSED if begun else Stage.UPCOMING


def steps_of(phases: Iterable[Phase], at: datetime) -> list[Step]:
    """The phases in order of time."""
    return [
        Step(
            kind=PhaseKind(phase.kind),
            starts_on=timezone.localdate(phase.starts_at),
            last_day=last_day(phase.ends_at),
            status=_status(phase, at),
        )
        for phase in sorted(phases, key=lambda phase: phase.starts_at)
    ]


def last_day(ends_at: datetime | None) -> date | None:
    """The last local date of a span that ends at, and without, the moment `ends_at`.

    A phase that ends at midnight ends, for people, on the day before.
    """
    return None if ends_at is None else timezone.localdate(ends_at - timedelta(microseconds=1))


def closes_at(phases: Iterable[Phase], at: datetime) -> datetime | None:
    """When collecting stops, if it is going on at `at` and has an end."""
    ends = [p.ends_at for p in phases if p.kind == PhaseKind.COLLECTING and p.holds(at)]
    return max((end for end in ends if end is not None), default=None)


def days_left(phases: Iterable[Phase], at: datetime) -> int | None:
    """Whole local days from `at` to the last day of collecting; 0 on that day itself."""
    last = last_day(closes_at(phases, at))
    return None if last is None else (last - timezone.localdate(at)).days


def moment_in(stage: Stage, phases: Iterable[Phase], now: datetime) -> datetime:
    """A moment at which the campaign is in `stage`, to look at it ahead of time.

    That is the first moment of such a phase; without one, `now`.
    """
    phases = list(phases)
    if stage == Stage.UPCOMING:
        first = min((phase.starts_at for phase in phases), default=None)
        return now if first is None else first - timedelta(seconds=1)
    starts = [phase.starts_at for phase in phases if phase.kind == stage.value]
    return min(starts, default=now)


def _status(phase: Phase, at: datetime) -> str:
    if phase.holds(at):
        return "current"
    return "done" if phase.is_over(at) else "coming"
