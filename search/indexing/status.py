"""How far an index is behind, and what keeps it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from search.engines.chosen import engine
from search.engines.interface import SearchUnavailable
from search.indexing.outbox import OutboxEntry
from search.items import Index, Kind


@dataclass(frozen=True)
class Status:
    """One engine: whether it answers, what it holds, what waits for it since when, what failed."""

    engine: str
    problem: str
    stored: dict[Index, dict[Kind, int]]
    waiting: int
    waiting_since: datetime | None
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
        waiting_since=facts["since"],
        failed=failed.count(),
        last_error=f"{last}: {last.error}" if last else "",
    )
