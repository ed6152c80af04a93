"""Import and labels: the first steps of the trial."""

import hashlib
from collections import Counter
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from portal.spreadsheets.reading import read_table
from search.trial.diary import Figures
from search.trial.stage import Stage
from suggestions.handling import screening
from suggestions.handling.labels import propose_labels, read_labels
from suggestions.intake.imports.columns import Columns
from suggestions.intake.imports.drafting import destination
from suggestions.intake.imports.importing import import_rows
from suggestions.suggestion import Suggestion

SOURCE = "trial"
BATCH = 200
"""Classes set in one transaction: a commit for each would be most of the work."""


def import_file(data: Path, stage: Stage, figures: Figures, *, at: datetime) -> None:
    """Import the file; counts of new, earlier and refused rows, and a digest of what is there."""
    to = destination(stage.campaign, source=SOURCE)
    steps = list(import_rows(read_table(data).rows, to, Columns(), by=stage.handler, at=at))
    figures["new"] = sum(step.new for step in steps)
    figures["there already"] = sum(step.earlier for step in steps)
    figures["refused"] = sum(len(step.refused) for step in steps)
    figures["digest"] = _digest()


def _digest() -> str:
    """Twelve hexadecimal digits that change with anything in any suggestion."""
    digest = hashlib.sha256()
    for row in Suggestion.objects.order_by("pk").values_list().iterator():
        digest.update(repr(row).encode("utf-8", "replace"))
    return digest.hexdigest()[:12]


def label(path: Path, stage: Stage, figures: Figures) -> None:
    """Propose what the label file does not say yet, set what it says; counts by class."""
    figures["lines added"] = propose_labels(Suggestion.objects.filter(source=SOURCE), path)
    rows = {
        row.source_key: row for row in Suggestion.objects.filter(source=SOURCE).defer("problem")
    }
    counts: Counter[str] = Counter()
    entries = (entry for entry in read_labels(path) if entry.source_key in rows)
    while batch := list(islice(entries, BATCH)):
        with transaction.atomic():
            for entry in batch:
                row = rows[entry.source_key]
                screening.classify(row, entry.classification, by=stage.handler)
        counts.update(entry.classification.value for entry in batch)
    figures["classes"] = dict(sorted(counts.items()))
