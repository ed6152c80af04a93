"""Labels: classes proposed by rule in a CSV file, corrected there by hand, and read again."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import BrokenRow, Row
from portal.spreadsheets.writing import safe_cell
from suggestions.handling.classifying import classify
from suggestions.states import Classification
from suggestions.suggestion import SuggestionQuerySet

COLUMNS = ("source_key", "class", "rule", "found", "title")
BY_HAND = "by-hand"


class LabelUnreadable(Exception):
    """A line of the label file cannot be followed; the message says which and why."""


@dataclass(frozen=True)
class Label:
    """The class of the message with this number at its source, and the rule that gave it."""

    source_key: str
    classification: Classification
    rule: str


def propose_labels(suggestions: SuggestionQuerySet, path: Path) -> int:
    """Add a line for each of `suggestions` that the file has none for; returns how many.

    Lines that are there stay as they are. The titles are for whoever corrects the file,
    which is as private as the messages.
    """
    known = {label.source_key for label in read_labels(path)} if path.exists() else set()
    rows = suggestions.exclude(source_key="").order_by("pk")
    texts = rows.values_list("source_key", "title", "problem", "proposal")
    added = 0
    # A byte-order mark at the very beginning, so that Excel knows the encoding.
    encoding = "utf-8" if path.exists() else "utf-8-sig"
    with path.open("a", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        if encoding == "utf-8-sig":
            writer.writerow(COLUMNS)
        for key, title, problem, proposal in texts.iterator():
            if key in known:
                continue
            verdict = classify(title, f"{problem}\n{proposal}")
            cells = (key, verdict.classification.value, verdict.rule, verdict.found, title)
            writer.writerow(safe_cell(cell) for cell in cells)
            added += 1
    return added


def read_labels(path: Path) -> Iterator[Label]:
    """The labels in the file, in its order.

    Raises LabelUnreadable at a line without number or with an unknown class, and
    portal.spreadsheets.rows.UnreadableFile if the file is no table.
    """
    for row in read_table(path).rows:
        if isinstance(row, BrokenRow):
            raise LabelUnreadable(f"{row.line}: {row.reason}")
        yield _label(row)


def _label(row: Row) -> Label:
    """The label that a row holds."""
    key, name, rule = (str(row.cells.get(column) or "").strip() for column in COLUMNS[:3])
    by_name = {str(choice.label): choice for choice in Classification}
    known = {choice.value: choice for choice in Classification} | by_name
    if not key or name not in known:
        message = _("Line {line}: “{name}” is no class; write one of {classes}.")
        classes = ", ".join(Classification.values)
        raise LabelUnreadable(message.format(line=row.line, name=name, classes=classes))
    return Label(key.removeprefix("'"), known[name], rule or BY_HAND)
