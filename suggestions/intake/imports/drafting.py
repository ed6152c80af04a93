"""Drafting: one row of a table as a checked draft."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaigns.pages import CampaignPage
from portal.organisation.area import Area
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from portal.spreadsheets.rows import Cell
from suggestions.intake.checking import checked
from suggestions.intake.cleaning import clean_line, too_long
from suggestions.intake.draft import Draft, key_for_row
from suggestions.intake.imports.cells import count_of, moment_of, text_of
from suggestions.states import Channel, Classification

KEY_LENGTH = 80
"""Characters of Suggestion.source_key."""


@dataclass(frozen=True)
class Destination:
    """Where the rows of one table go, and what holds for all of them.

    `topics` and `areas` are found by lower-case name or code. `unit` answers first
    (None: the campaign's organiser).
    """

    campaign: CampaignPage
    source: str
    classification: Classification
    unit: Unit | None
    topics: Mapping[str, Topic]
    areas: Mapping[str, Area]


def destination(
    campaign: CampaignPage,
    *,
    source: str,
    unit: Unit | None = None,
    classification: Classification = Classification.UNSORTED,
) -> Destination:
    """The destination with all topics and areas; read once per import."""
    return Destination(
        campaign=campaign,
        source=source,
        classification=classification,
        unit=unit,
        topics=_by_name_and_code(Topic.objects.all()),
        areas=_by_name_and_code(Area.objects.all()),
    )


def _by_name_and_code(rows: Iterable[Any]) -> dict[str, Any]:
    """The rows by lower-case name and code; the first of two equal names holds."""
    found: dict[str, Any] = {}
    for row in rows:
        found.setdefault(row.name.lower(), row)
        found[row.code.lower()] = row
    return found


def drafted(parts: Mapping[str, Cell], to: Destination, *, at: datetime) -> Draft:
    """The checked draft of a row's `parts`; `at` is when it arrives.

    A row without a number at its source gets one made of its content. Raises
    ValidationError with a message for every part at fault.
    """
    values = {"title": "", "problem": ""} | _values(parts, to, at)
    if not values["problem"] and values.get("proposal"):
        values["problem"] = values.pop("proposal")
    key = values["source_key"] = values.get("source_key") or content_key(values)
    draft = Draft(
        **values,
        campaign=to.campaign,
        classification=to.classification,
        unit=to.unit,
        channel=Channel.IMPORT,
        source=to.source,
        submission_key=key_for_row(to.source, key),
    )
    return checked(draft, at=at)


def _values(parts: Mapping[str, Cell], to: Destination, at: datetime) -> dict[str, Any]:
    """What a draft takes of the row; raises ValidationError with all faults at once."""
    values, faults = {}, {}
    for part, cell in parts.items():
        try:
            values[part] = _value(part, cell, to, at)
        except ValidationError as error:
            faults[part] = error.messages
    if faults:
        raise ValidationError(faults)
    return values


def _value(part: str, cell: Cell, to: Destination, at: datetime) -> Any:
    """The value of one part."""
    if part in ("submitted_at", "replied_at"):
        return moment_of(cell, at=at)
    if part == "support_count":
        return count_of(cell)
    if part == "topic":
        return _named(text_of(cell), to.topics)
    if part == "area":
        return _named(text_of(cell), to.areas)
    if part == "source_key":
        return _key(text_of(cell))
    return text_of(cell)


def _named(name: str, known: Mapping[str, Any]) -> Any:
    """The row of that name or code, None for an empty name; raises ValidationError."""
    name = clean_line(name).lower()
    if name and name not in known:
        raise ValidationError(_("The portal knows no “{name}”.").format(name=name))
    return known.get(name)


def _key(text: str) -> str:
    """The number at the source; raises ValidationError if it cannot be kept whole."""
    key = clean_line(text)
    if len(key) > KEY_LENGTH:
        raise ValidationError(too_long(len(key), KEY_LENGTH))
    return key


def content_key(values: Mapping[str, Any]) -> str:
    """A number for a row that has none: the same content always gets the same."""
    said = [values.get(name) for name in ("title", "problem", "author_name", "submitted_at")]
    content = "\x1f".join("" if value is None else str(value) for value in said)
    return f"sha256:{hashlib.sha256(content.encode('utf-8', 'replace')).hexdigest()}"
