"""Labels: classes proposed by rule in a CSV file, corrected there by hand, and read again."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from portal.spreadsheets.encoding import encoding_of, text_lines
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
    fresh = (row for row in texts.iterator() if row[0] not in known)
    columns = _columns_of(path)
    added = 0
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        for key, title, problem, proposal in fresh:
            verdict = classify(title, f"{problem}\n{proposal}")
            cells = (key, verdict.classification.value, verdict.rule, verdict.found, title)
            writer.writerow(dict(zip(COLUMNS, map(safe_cell, cells), strict=True)))
            added += 1
    return added


def _columns_of(path: Path) -> list[str]:
    """The columns of the label file, which is begun if need be and ends with a line end."""
    if not path.exists():
        # A byte-order mark at the very beginning, so that Excel knows the encoding.
        path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8-sig")
    lines = text_lines(path, encoding_of(path)[0])
    names = next(csv.reader([next(lines).text]))
    if not path.read_bytes().endswith(b"\n"):
        with path.open("ab") as file:
            file.write(b"\n")
    return names


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
