"""Comparing: where two typings of a sheet differ, and how many characters went wrong."""

from dataclasses import dataclass
from datetime import datetime

from rapidfuzz.distance import Levenshtein

from portal.accounts.user import User
from suggestions.paper.drafts import forget, typed_in
from suggestions.paper.fields import Words, compared
from suggestions.paper.sheet import Sheet
from suggestions.paper.typing import Part, Typing, TypingComparison


@dataclass(frozen=True)
class Difference:
    """One field that was typed in two ways."""

    name: str
    first: str
    second: str


@dataclass(frozen=True)
class Both:
    """The two typings of a sheet, as they count."""

    first: Words
    second: Words

    def differences(self) -> list[Difference]:
        """The fields that differ, in the order of the form."""
        return [
            Difference(name, text, self.second[name])
            for name, text in self.first.items()
            if text != self.second[name]
        ]


def both_of(sheet: Sheet, *, by: User) -> Both:
    """The two typings of `sheet`; raises Typing.DoesNotExist before both are there."""
    rows = {row.part: row for row in Typing.objects.filter(sheet=sheet)}
    if len(rows) < len(Part):
        raise Typing.DoesNotExist
    first, second = (compared(typed_in(rows[part], by=by)) for part in Part)
    return Both(first, second)


def errors_in(typed: str, settled: str) -> int:
    """Characters to add, leave out or replace until `typed` reads `settled`.

    The edit distance of V. I. Levenshtein (Soviet Physics Doklady 10, 1966, 707-710).
    """
    return int(Levenshtein.distance(typed, settled))


def compare(sheet: Sheet, *, by: User, at: datetime) -> bool:
    """Keep the counts of a sheet whose typings are the same; False if they have to be settled."""
    both = both_of(sheet, by=by)
    if both.differences():
        return False
    keep_counts(sheet, both, both.first, by=None, at=at)
    return True


def keep_counts(
    sheet: Sheet, both: Both, settled: Words, *, by: User | None, at: datetime, alone: bool = False
) -> TypingComparison:
    """Write down how far each typing was from `settled`, and forget the typings themselves.

    Raises Typing.DoesNotExist if the sheet was not typed twice.
    """
    by_field = {
        name: [len(text), errors_in(both.first[name], text), errors_in(both.second[name], text)]
        for name, text in settled.items()
    }
    characters, first, second = (sum(row[place] for row in by_field.values()) for place in range(3))
    if sheet.typed_by is None or sheet.second_by is None:
        raise Typing.DoesNotExist
    kept = TypingComparison.objects.create(
        sheet=sheet,
        first_by=sheet.typed_by,
        second_by=sheet.second_by,
        settled_by=by,
        settled_at=at,
        alone=alone,
        characters=characters,
        first_errors=first,
        second_errors=second,
        by_field=by_field,
    )
    forget(sheet)
    return kept
