"""The log: writing, sealing and verifying entries, each as a ratio to a bare insert of as many."""

from collections.abc import Callable
from time import perf_counter

import pytest
from django.db import transaction
from django.utils import timezone

from suggestions.chain import recording
from suggestions.chain.recording import note_many
from suggestions.chain.sealing import seal_waiting
from suggestions.chain.verifying import verify
from suggestions.history import Entry, Event, record
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory

SIZE = 20_000
BATCH = 500
SUGGESTIONS = 200
REFERENCE = "bulk_create of as many history entries, 500 at a time, in the same run"
UNIT = "rows a second per row a second of the reference (higher is faster)"


def seconds(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def insert(rows: list[Entry]) -> None:
    """Store unsaved entries, a batch in a transaction."""
    for start in range(0, len(rows), BATCH):
        with transaction.atomic():
            Entry.objects.bulk_create(rows[start : start + BATCH])


def log(rows: list[Entry]) -> None:
    """Log stored entries in as many transactions."""
    for start in range(0, len(rows), BATCH):
        with transaction.atomic():
            note_many(rows[start : start + BATCH], at=timezone.now())


@pytest.mark.benchmark_run
@pytest.mark.services
def test_the_log_keeps_up(
    transactional_db: None, report: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording.seal_waiting, "delay", lambda: None)
    suggestions = SuggestionFactory.create_batch(SUGGESTIONS, campaign=CampaignFactory())
    for suggestion in suggestions:
        record(suggestion, Event.SUBMITTED, by=None, after=State.RECEIVED)
    rows = [
        Entry(
            suggestion=suggestions[number % SUGGESTIONS],
            event=Event.PROGRESS,
            at=timezone.now(),
            note="进展",
        )
        for number in range(SIZE)
    ]

    bare = seconds(lambda: insert(rows))
    times = {
        "write": seconds(lambda: log(rows)),
        "seal": seconds(seal_waiting),
        "verify": seconds(verify),
    }

    for name, taken in times.items():
        report(f"log: {name}", size=SIZE, ratio=bare / taken, reference=REFERENCE, unit=UNIT)
