"""What an engine can do and what it answers; both engines, and nothing else, follow this."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from search.items import Facet, Index, Item, Key, Kind
from search.queries.plan import Plan, Token


class SearchUnavailable(Exception):
    """The engine cannot be reached or has no index; asking again later may help."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found item with the text to show. `score` is comparable within one answer only."""

    key: Key
    title: str
    body: str
    url: str
    date: date
    values: Mapping[Facet, tuple[str, ...]]
    popularity: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found: the number of all matches, one page of hits, counts per facet.

    `unfiltered` is the number of matches if no facet were chosen.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)
    unfiltered: int = 0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many items there are, and how many hold each token (0 if none does)."""

    total: int
    found_in: Mapping[Token, int]


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that must not be found any more, as of `version`."""

    key: Key
    version: int


@dataclass(frozen=True, slots=True)
class Shipment:
    """What to store in and to remove from an index together."""

    items: Sequence[Item]
    gone: Sequence[Gone] = ()


@dataclass(frozen=True, slots=True)
class Titled:
    """A public item by its title, as completion finds it."""

    key: Key
    title: str


class Engine(Protocol):
    """All methods raise SearchUnavailable if the engine cannot answer."""

    name: str
    rebuilds_in_place: bool
    """Whether a rebuild overwrites the index in use, so that what is stale must be removed."""

    def answer(self, plan: Plan) -> Answer:
        """What `plan` finds."""
        ...

    def frequencies(self, index: Index, tokens: Sequence[Token]) -> Frequencies:
        """In how many items of `index` each token is, possibly a moment out of date."""
        ...

    def completions(self, *typed: str, size: int) -> list[Titled]:
        """Public items kept under a key that begins with one of `typed`, best first.

        At most `size` for each, which is normalised (search.completion.keys) and not empty.
        """
        ...

    def write(
        self, index: Index, items: Sequence[Item], gone: Sequence[Gone] = ()
    ) -> dict[Key, str]:
        """Store and remove items unless a newer version is there; the errors by key.

        While a rebuild runs, the index being built gets them too.
        """
        ...

    def begin_rebuild(self, index: Index) -> None:
        """Prepare to fill `index` anew while it stays in use; an unfinished one is dropped."""
        ...

    def fill(self, index: Index, shipments: Iterable[Shipment]) -> dict[Key, str]:
        """Like `write`, but only into the index that this engine's `begin_rebuild` began."""
        ...

    def finish_rebuild(self, index: Index) -> None:
        """Put what was built in the place of `index`; nobody may write at the same time."""
        ...

    def forget_unfinished(self, index: Index, begun_before: datetime) -> None:
        """Drop what rebuilds left that were begun before then and never finished."""
        ...

    def fingerprints(self, index: Index, kind: Kind, after: int, most: int) -> dict[int, str]:
        """Fingerprints by row of the first `most` stored items with row > `after`, in order."""
        ...

    def counts(self, index: Index) -> dict[Kind, int]:
        """The number of stored items of each kind; {} if there is no index."""
        ...

    def is_whole(self, index: Index) -> bool:
        """Whether `index` is there and was filled once to the end."""
        ...

    def settle(self, index: Index) -> None:
        """Make everything written findable and bring statistics up to date."""
        ...
