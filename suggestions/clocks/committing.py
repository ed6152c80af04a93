"""Committing: a reply may be kept by telling the author measures and the day they will be done.

So the hotline's rule says (济南市12345市民服务热线条例, Art. 24): the committed day is then
the end of the next clock.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suggestions.clocks.clock import Clock
from suggestions.clocks.counting import end_of
from suggestions.clocks.running import meet_clock
from suggestions.clocks.step import Step, TimeUnit
from suggestions.suggestion import Suggestion

SOURCE_LANGUAGE = "zh-hans"
"""Sources are laws and promises of this country, and are written in its language."""
FURTHEST_YEARS = 10
"""Days further ahead are slips of the finger."""
TOO_FAR = gettext_lazy("The day by which it will be done is at most ten years ahead.")


class DayTooFar(Exception):
    """Nobody can promise such a day; the text says why."""

    def __init__(self) -> None:
        """Say how far it may be."""
        super().__init__(TOO_FAR)


def is_too_far(day: date, *, on: date) -> bool:
    """Whether the committed `day` is more than ten years after `on`; both are local."""
    return (day.year - FURTHEST_YEARS, day.month, day.day) > (on.year, on.month, on.day)


@transaction.atomic(savepoint=False)
def commit_to_day(suggestion: Suggestion, day: date, *, at: datetime) -> int:
    """The author was told at `at` that it will be done by `day`; returns how many replies wait.

    Only what the rule allows to be kept so is met; every unit that owed the reply then owes
    it on that day. Raises DayTooFar.
    """
    if is_too_far(day, on=timezone.localdate(at)):
        raise DayTooFar
    owed = list(suggestion.clocks.open().filter(step=Step.REPLY, may_commit=True))
    if not owed:
        return 0
    meet_clock(suggestion, Step.REPLY, at=at)
    Clock.objects.bulk_create(_promised(clock, day, at) for clock in owed)
    return len(owed)


def _promised(clock: Clock, day: date, at: datetime) -> Clock:
    with override(SOURCE_LANGUAGE):
        source = _("Committed day (%(source)s)") % {"source": clock.source}
    return Clock(
        suggestion_id=clock.suggestion_id,
        step=Step.REPLY,
        unit_id=clock.unit_id,
        length=max((day - timezone.localdate(at)).days, 0),
        length_unit=TimeUnit.DAY,
        rolls=False,
        source=source,
        started_at=at,
        due_at=end_of(day),
    )
