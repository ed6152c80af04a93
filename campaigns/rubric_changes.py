"""Changes between two versions of a rubric: criteria, their shares of the whole, every text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.rubrics import LEVELS, Criterion, Rubric

ALIKE = 0.6
"""Likeness of two descriptions from which a criterion is taken to have another name only."""

Weighted = tuple[Criterion, Decimal]


class Change(models.TextChoices):
    """What became of a criterion."""

    ADDED = "added", pgettext_lazy("of a criterion", "new")
    REMOVED = "removed", gettext_lazy("left out")
    CHANGED = "changed", gettext_lazy("changed")


@dataclass(frozen=True)
class TextChange:
    """One text before and after."""

    label: str
    before: str
    after: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The text in pieces: `same`, `gone` or `new`, and the characters."""
        matcher = SequenceMatcher(None, self.before, self.after, autojunk=False)
        pieces: list[tuple[str, str]] = []
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind == "equal":
                pieces.append(("same", self.before[start:end]))
                continue
            if end > start:
                pieces.append(("gone", self.before[start:end]))
            if new_end > new_start:
                pieces.append(("new", self.after[new_start:new_end]))
        return pieces


@dataclass(frozen=True)
class CriterionChange:
    """One criterion that is not what it was; shares are None where it was not there."""

    name: str
    change: Change
    before: Decimal | None = None
    after: Decimal | None = None
    texts: list[TextChange] = field(default_factory=list)


def changes(before: Rubric, after: Rubric) -> list[CriterionChange]:
    """What differs from `before` in `after`, which need not be stored: in the order of `after`,
    then what was left out. The same criteria with the same shares give an empty list.
    """
    old, new = before.weighted(), after.weighted()
    partner = _partners(old, new)
    found = [_compared(old[partner[n]] if n in partner else None, row) for n, row in enumerate(new)]
    left_out = [row for n, row in enumerate(old) if n not in partner.values()]
    found += [CriterionChange(row.name, Change.REMOVED, before=share) for row, share in left_out]
    return [change for change in found if change is not None]


def _partners(old: Sequence[Weighted], new: Sequence[Weighted]) -> dict[int, int]:
    """Which of `old` each of `new` was, by place: the same name, else a like description."""
    names = {criterion.name: n for n, (criterion, _share) in enumerate(old)}
    found = {n: names[row.name] for n, (row, _share) in enumerate(new) if row.name in names}
    for n, (row, _share) in enumerate(new):
        free = [m for m in range(len(old)) if m not in found.values()]
        if n not in found and free:
            best = max(free, key=lambda m: _likeness(old[m][0], row))
            if _likeness(old[best][0], row) >= ALIKE:
                found[n] = best
    return found


def _likeness(one: Criterion, other: Criterion) -> float:
    return SequenceMatcher(None, one.description, other.description, autojunk=False).ratio()


def _compared(old: Weighted | None, new: Weighted) -> CriterionChange | None:
    row, share = new
    if old is None:
        return CriterionChange(row.name, Change.ADDED, after=share)
    was, was_share = old
    texts = [
        TextChange(label, text, now)
        for (label, text), (_label, now) in zip(_texts(was), _texts(row), strict=True)
        if text != now
    ]
    if not texts and share == was_share:
        return None
    return CriterionChange(row.name, Change.CHANGED, was_share, share, texts)


def _texts(criterion: Criterion) -> list[tuple[str, str]]:
    """All texts of a criterion with what they are called."""
    levels = [
        (_("Level %(level)s") % {"level": level}, getattr(criterion, f"anchor_{level}"))
        for level in LEVELS
    ]
    about = [(_("criterion"), criterion.name), (_("English name"), criterion.name_en)]
    return [*about, (_("what is judged"), criterion.description), *levels]
