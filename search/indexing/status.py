"""How far an index is behind, and what keeps it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from search.engines.chosen import engine
from search.engines.interface import SearchUnavailable
from search.indexing.outbox import OutboxEntry
from search.items import Index, Kind


@dataclass(frozen=True)
class Status:
    """One engine: whether it answers, what it holds, what waits for it, what failed.

    `lag` is the time for which the oldest change has been waiting, zero if none does.
    """

    engine: str
    problem: str
    stored: dict[Index, dict[Kind, int]]
    waiting: int
    lag: timedelta
    failed: int
    last_error: str


def status(name: str) -> Status:
    """The state of the engine called `name`. Never raises SearchUnavailable."""
    problem, stored = "", {}
    try:
        stored = {index: engine(name).counts(index) for index in Index}
    except SearchUnavailable as error:
        problem = str(error)
    entries = OutboxEntry.objects.filter(engine=name)
    facts = entries.aggregate(waiting=Count("pk"), since=Min("queued_at"))
    failed = entries.failed().order_by("-pk")
    last = failed.first()
    return Status(
        engine=name,
        problem=problem,
        stored=stored,
        waiting=facts["waiting"],
        lag=timezone.now() - facts["since"] if facts["since"] else timedelta(0),
        failed=failed.count(),
        last_error=f"{last}: {last.error}" if last else "",
    )
