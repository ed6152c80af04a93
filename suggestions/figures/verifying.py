"""Verifying: that facts and cells say what the suggestions themselves say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from suggestions.figures.case_facts import CaseFacts, FactsQueue
from suggestions.figures.cells import Cell, DayCount, Sums, day_key
from suggestions.figures.counts import counts_of
from suggestions.figures.gathering import gather
from suggestions.figures.keeper import hold
from suggestions.figures.refreshing import BATCH, COLUMNS, count_again, refresh_batch, sweep
from suggestions.suggestion import Suggestion

ATTRIBUTES = [f.attname for f in CaseFacts._meta.concrete_fields if f.name in COLUMNS]


@dataclass
class Findings:
    """What was looked at, and what did not agree."""

    suggestions: int = 0
    cells: int = 0
    wrong_facts: list[int] = field(default_factory=list)
    wrong_cells: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether everything agreed."""
        return not self.wrong_facts and not self.wrong_cells


@transaction.atomic
def verify(*, at: datetime, repair: bool = False) -> Findings:
    """Count everything anew and compare; with `repair` put right what was wrong.

    What waits in the queue is counted first. Nobody else changes the figures meanwhile; what
    changes in suggestions meanwhile waits in the queue again and is no error. Memory holds the
    cells and one batch of suggestions.
    """
    hold()
    sweep(at=at)
    while refresh_batch(at=at):
        pass
    findings, sums = Findings(), Sums()
    for keys in _batches():
        findings.suggestions += len(keys)
        wrong = wrong_facts(keys, at=at)
        findings.wrong_facts += wrong
        if wrong and repair:
            count_again(set(wrong), at=at)
        for facts in CaseFacts.objects.filter(pk__in=keys):
            sums.add(facts)
    findings.cells = len(sums.counts)
    findings.wrong_cells = _compare(sums, repair=repair)
    return findings


def wrong_facts(keys: list[int], *, at: datetime) -> list[int]:
    """Those of `keys` whose stored facts are not what is gathered now, and nobody knows it yet.

    What has changed since it was counted is in the queue: that is looked at last, so that no
    change comes between.
    """
    stored = {facts.pk: _said(facts) for facts in CaseFacts.objects.filter(pk__in=keys)}
    right = {facts.pk: _said(facts) for facts in gather(keys, at=at)}
    wrong = [key for key in keys if stored.get(key) != right.get(key)]
    waiting = FactsQueue.objects.filter(suggestion_id__in=wrong)
    known = set(waiting.values_list("suggestion_id", flat=True))
    return [key for key in wrong if key not in known]


def _said(facts: CaseFacts) -> tuple[object, ...]:
    return tuple(getattr(facts, column) for column in ATTRIBUTES)


def _compare(sums: Sums, *, repair: bool) -> list[str]:
    """The keys of cells and day counts that are not the sums of the facts."""
    right = {place.key: (place, counts) for place, counts in sums.counts.items() if any(counts)}
    stored = {cell.key: cell for cell in Cell.objects.iterator() if any(counts_of(cell).values())}
    wrong = [
        key
        for key in right.keys() | stored.keys()
        if key not in right
        or key not in stored
        or right[key][1] != list(counts_of(stored[key]).values())
    ]
    days = {day_key(*item): (item, count) for item, count in sums.days.items() if count}
    kept = dict(DayCount.objects.exclude(count=0).values_list("key", "count"))
    wrong_days = [
        key for key in days.keys() | kept.keys() if days.get(key, (None, 0))[1] != kept.get(key, 0)
    ]
    if repair and (wrong or wrong_days):
        Cell.objects.all().delete()
        DayCount.objects.all().delete()
        sums.apply()
    return sorted(wrong) + sorted(wrong_days)


def _batches() -> Iterator[list[int]]:
    """The keys of all suggestions, some at a time."""
    last = 0
    while keys := list(
        Suggestion.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]
