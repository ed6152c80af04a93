"""Sets the classes of imported messages by a label file that people can correct."""

from argparse import ArgumentParser
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from portal.accounts.user import User
from portal.spreadsheets.rows import UnreadableFile
from suggestions.handling import screening
from suggestions.handling.labels import Label, LabelUnreadable, propose_labels, read_labels
from suggestions.suggestion import Suggestion

BATCH = 200
"""Classes set in one transaction: a commit for each would be most of the work."""


class Command(BaseCommand):
    """The file is written where it has no line yet, and followed where it has one."""

    help = (
        "Writes a class for each message of a source into FILE (CSV), by the rules of "
        "suggestions.handling.classifying, then sets the classes as FILE says. Correct FILE by "
        "hand and run it again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which messages, and where the labels are."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="the source given at import")
        parser.add_argument("--by", metavar="USERNAME", help="who sorts, for the history")
        parser.add_argument("--propose-only", action="store_true", help="set no class yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Propose, set, and print the counts by class."""
        rows = Suggestion.objects.filter(source=options["source"])
        by = User.objects.filter(username=options["by"]).first()
        if options["by"] and by is None:
            raise CommandError(f"There is no user “{options['by']}”.")
        try:
            added = propose_labels(rows, options["file"])
            labels = list(read_labels(options["file"]))
        except (LabelUnreadable, UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{added} lines added to {options['file']}")
        if options["propose_only"]:
            return
        changed, remaining = 0, iter(tqdm(labels, disable=None))
        while batch := list(islice(remaining, BATCH)):
            with transaction.atomic():
                changed += sum(self._set(options["source"], label, by) for label in batch)
        counts = Counter(label.classification.value for label in labels)
        parts = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
        self.stdout.write(f"{changed} classes set; the file says: {parts}")

    def _set(self, source: str, label: Label, by: User | None) -> bool:
        """Set one class; returns whether it was another before."""
        row = Suggestion.objects.filter(source=source, source_key=label.source_key).first()
        if row is None or row.classification == label.classification:
            return False
        try:
            screening.classify(row, label.classification, by=by)
        except screening.CannotScreen as error:
            self.stderr.write(f"{label.source_key}: {error}")
            return False
        return True
