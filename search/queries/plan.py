"""A plan: what an engine is asked, in terms that both engines understand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from search.items import Facet, Index, Key
from search.scope import Scope

PAGE_SIZE = 20
"""Results on a page."""
DEEPEST = 10_000
"""Results that can be paged to; Elasticsearch's own window."""


class Field(StrEnum):
    """Where a token is looked up; the fields are cut by `portal.chinese`."""

    BIGRAMS = "bigrams"
    WORDS = "words"
    CHARACTERS = "characters"
    TITLE = "title_bigrams"
    CITATIONS = "citations"


class Sort(TextChoices):
    """The order of results."""

    RELEVANCE = "relevance", _("Relevance")
    NEWEST = "newest", _("Newest")
    SUPPORT = "support", _("Most supported")


@dataclass(frozen=True, slots=True)
class Token:
    """One token in one field; several `parts` must follow each other (a phrase)."""

    field: Field
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole question to an engine.

    All of `required`, one of each group of `alternatives` (words that mean the same) and, if
    there are any, one of `any_of` must be there; `scoring` only raises the score. `filters`
    join values of one facet by "or", facets by "and"; the counts of each facet in `facets`
    leave out its own filter; not `counted`, the total is that of the hits. `within` is needed
    for the staff index.
    """

    index: Index
    required: tuple[Token, ...] = ()
    alternatives: tuple[tuple[Token, ...], ...] = ()
    any_of: tuple[Token, ...] = ()
    scoring: tuple[Token, ...] = ()
    excluded: tuple[Token, ...] = ()
    filters: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    within: Scope | None = None
    without: tuple[Key, ...] = ()
    sort: Sort = Sort.RELEVANCE
    start: int = 0
    size: int = PAGE_SIZE
    facets: tuple[Facet, ...] = ()
    counted: bool = True

    def __post_init__(self) -> None:
        """Refuse a staff search without a scope and a public one with it."""
        if (self.index == Index.STAFF) != (self.within is not None):
            raise ValueError("The staff index is asked with a scope, the public one without.")

    @property
    def is_open(self) -> bool:
        """Whether no word is asked for: everything that passes the filters is found."""
        return not (self.required or self.groups)

    @property
    def groups(self) -> tuple[tuple[Token, ...], ...]:
        """Of each of these one token at least must be there."""
        return (*self.alternatives, self.any_of) if self.any_of else self.alternatives

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Everything that counts for the score, each once."""
        grouped = (token for group in self.groups for token in group)
        return tuple(dict.fromkeys([*self.required, *grouped, *self.scoring]))
