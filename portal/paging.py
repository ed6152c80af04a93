"""Stable paging: a page begins beside a known row, so the last page costs what the first costs.

Rows that come or go meanwhile never make a reader miss or repeat one, as page numbers do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from portal.keys import key_in

Row = TypeVar("Row", bound=Model)
AFTER, BEFORE = "after-", "before-"


@dataclass(frozen=True)
class Window(Generic[Row]):
    """The rows of one page, and the cursors of the pages beside it (empty at the ends)."""

    rows: list[Row]
    newer: str
    older: str


def window(rows: QuerySet[Row], order: Sequence[str], *, cursor: str, size: int) -> Window[Row]:
    """At most `size` of `rows` in `order`, beside the row that `cursor` names.

    `order` is what `order_by` takes and must end with something unique; columns of the rows
    themselves, none of them null. A cursor that means nothing shows the first page. Two
    queries at most.
    """
    border = _border(rows, cursor)
    if border is None or not _is_placed(border, order):
        return _cut(list(rows.order_by(*order)[: size + 1]), size, first=True)
    if cursor.startswith(AFTER):
        later = rows.filter(beyond(order, border)).order_by(*order)
        return _cut(list(later[: size + 1]), size)
    backwards = [turned(key) for key in order]
    earlier = list(rows.filter(beyond(backwards, border)).order_by(*backwards)[: size + 1])
    return _cut_before(earlier, size)


def beyond(order: Sequence[str], border: Model) -> Q:
    """Rows that come after `border` in `order`; the first column alone bounds an index."""
    found, equal, bound = Q(), Q(), Q()
    for key in order:
        name, step = key.removeprefix("-"), "lt" if key.startswith("-") else "gt"
        value = getattr(border, name)
        bound = bound or Q(**{f"{name}__{step}e": value})
        found |= equal & Q(**{f"{name}__{step}": value})
        equal &= Q(**{name: value})
    return bound & found


def turned(key: str) -> str:
    """The same column in the opposite direction."""
    return key.removeprefix("-") if key.startswith("-") else f"-{key}"


def _is_placed(border: Model, order: Sequence[str]) -> bool:
    """Whether `border` still has a place in `order`: what was hidden has lost its date."""
    return all(getattr(border, key.removeprefix("-")) is not None for key in order)


def _border(rows: QuerySet[Row], cursor: str) -> Row | None:
    if not cursor.startswith((AFTER, BEFORE)):
        return None
    manager = rows.model._default_manager  # noqa: SLF001 - a documented name of Django
    return manager.filter(pk=key_in(cursor.removeprefix(AFTER).removeprefix(BEFORE))).first()


def _cut(found: list[Row], size: int, *, first: bool = False) -> Window[Row]:
    """A page read forwards; one row more than it shows tells that there is another."""
    rows = found[:size]
    newer = f"{BEFORE}{rows[0].pk}" if rows and not first else ""
    return Window(rows, newer, f"{AFTER}{rows[-1].pk}" if len(found) > size else "")


def _cut_before(found: list[Row], size: int) -> Window[Row]:
    """A page read backwards, turned round again."""
    rows = found[:size][::-1]
    newer = f"{BEFORE}{rows[0].pk}" if len(found) > size else ""
    return Window(rows, newer, f"{AFTER}{rows[-1].pk}" if rows else "")
