"""Rows: what one line of the desk says, whether it stands for a clock or a duty."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suggestions.clocks.clock import Clock
from suggestions.clocks.desk.panel import standing
from suggestions.desk.reach import Reach
from suggestions.duties.duty import Duty
from suggestions.suggestion import Suggestion

RELATED = ("campaign", "topic", "unit")


@dataclass(frozen=True)
class DeskRow:
    """One line: a suggestion, who owes what of it until when, and who has it in hand."""

    suggestion: Suggestion
    unit: Any
    clock: Clock | None
    duty: Duty | None
    standing: str

    @property
    def step(self) -> str:
        """What is owed next; empty if nothing has a time limit."""
        return str(self.clock.get_step_display()) if self.clock else ""

    @property
    def handler(self) -> str:
        """Who handles it; empty if nobody does yet."""
        return str(self.duty.handler or "") if self.duty else ""


def desk_rows(found: Sequence[Any], reach: Reach, *, at: datetime) -> list[DeskRow]:
    """The lines for clocks or duties, without what the person may not see. Three queries."""
    keys = {row.suggestion_id for row in found}
    visible = Suggestion.objects.visible_to(reach.person, on=reach.on).filter(pk__in=keys)
    suggestions = {row.pk: row for row in visible.select_related(*RELATED).order_by()}
    seen = [row for row in found if row.suggestion_id in suggestions]
    if found and isinstance(found[0], Duty):
        return list(_of_duties(seen, suggestions, at))
    return list(_of_clocks(seen, suggestions, at))


def _of_clocks(
    clocks: Iterable[Clock], suggestions: dict[int, Suggestion], at: datetime
) -> Iterator[DeskRow]:
    duties = Duty.objects.open().filter(suggestion__in=suggestions).select_related("handler")
    handled = {(duty.suggestion_id, duty.unit_id): duty for duty in duties.order_by("pk")}
    for clock in clocks:
        duty = handled.get((clock.suggestion_id, clock.unit_id))
        suggestion = suggestions[clock.suggestion_id]
        yield DeskRow(suggestion, clock.unit, clock, duty, standing(clock, at))


def _of_duties(
    duties: Iterable[Duty], suggestions: dict[int, Suggestion], at: datetime
) -> Iterator[DeskRow]:
    clocks = Clock.objects.running().filter(suggestion__in=suggestions).order_by("-due_at", "-pk")
    next_one = {(clock.suggestion_id, clock.unit_id): clock for clock in clocks}
    for duty in duties:
        clock = next_one.get((duty.suggestion_id, duty.unit_id))
        state = standing(clock, at) if clock else ""
        yield DeskRow(suggestions[duty.suggestion_id], duty.unit, clock, duty, state)
