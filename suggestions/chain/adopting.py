"""Adopting: rows that are older than the log get an entry once, which says that they are."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from suggestions.chain.completeness import without_entry
from suggestions.chain.entry import Occasion
from suggestions.chain.recording import note_many
from suggestions.chain.sources import SOURCES

BATCH = 500
"""Rows adopted in one transaction."""

Progress = Callable[[int], object]


def adopt(*, at: datetime, progress: Progress = lambda rows: None) -> int:
    """Log every row that has no entry; how many. Broken off, it goes on where it stopped.

    What was changed before is taken as it is: the log proves nothing about the time before it.
    """
    adopted = 0
    for source in SOURCES.values():
        for stretch in source.stretches(BATCH):
            with transaction.atomic():
                rows = source.rows(without_entry(source, stretch)).values()
                adopted += note_many(rows, at=at, occasion=Occasion.ADOPTED)
            progress(len(stretch))
    return adopted
