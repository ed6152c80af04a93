"""What a source of items is: a model, the rows each index mirrors, and their preparation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from portal.organisation.rights import Person
from search.items import Index, Item, Key, Kind

LONGEST_BODY = 20_000
"""Characters of a text that are searched; longer ones are cut off."""
_UNSTORABLE = {0: " "} | dict.fromkeys(range(0xD800, 0xE000), " ")

Prepare = Callable[[Sequence[Any]], list[Item]]


def _nothing(keys: Sequence[int]) -> Iterable[Key]:
    return ()


@dataclass(frozen=True)
class Source:
    """One kind of item.

    `public` and `staff` are the rows the two indexes mirror: what is not there cannot be
    found. `visible` are the rows that one member of staff may see on a day, None for what
    everyone may. `version` tells that of a row; `dependents` the items that show something
    of the rows with the given keys and must follow them.
    """

    kind: Kind
    model: type[Model]
    public: Callable[[], QuerySet]
    staff: Callable[[], QuerySet]
    prepare: Prepare
    version: Callable[[Any], int]
    dependents: Callable[[Sequence[int]], Iterable[Key]] = _nothing
    visible: Callable[[Person, date], QuerySet] | None = None

    def rows(self, index: Index) -> QuerySet:
        """The rows that `index` mirrors."""
        return self.public() if index == Index.PUBLIC else self.staff()

    def items(self, index: Index, keys: Sequence[int]) -> list[Item]:
        """The items of those of `keys` that belong into `index`."""
        return self.prepare(list(self.rows(index).filter(pk__in=keys)))


def storable(text: str) -> str:
    """`text` as every engine can store it: no NUL, no surrogates, not endless."""
    return text[:LONGEST_BODY].translate(_UNSTORABLE).strip()
