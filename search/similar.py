"""Similar items: what has been said before about the same thing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from types import MappingProxyType

from portal import chinese
from search.engines.interface import Engine, Frequencies, Hit
from search.items import Facet, Index, Key, Kind
from search.likeness import Vector, likeness, pairs, vector
from search.queries.plan import Field, Plan, Token
from search.queries.tokens import COMMON, NOT_COMMON
from search.scope import Scope

SHOWN = 5
"""Similar items shown beside a form."""
CANDIDATES = 100
"""Items that are compared with the text."""
MOST_TOKENS = 60
"""Tokens asked for; more say no more."""
LEAST_ALIKE = 0.1
"""Items less alike have no more than a few words in common."""
REPEATED = 0.63
"""From here on a text "looks like a repeat": chosen on one half of the judged re-submissions,
where it warns of 99 % of them and falsely of 2 % of the others; the other half agrees
(docs/search.md)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that something similar is looked for, perhaps not yet stored anywhere."""

    title: str
    body: str = ""

    @property
    def text(self) -> str:
        """Title and body."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Similar:
    """An item and how much it is like the text: as a whole, and its title; 0 to 1 each."""

    hit: Hit
    likeness: float
    title_likeness: float

    @property
    def is_repeat(self) -> bool:
        """Whether the text looks like a repeat of the item."""
        return self.likeness >= REPEATED


def similar(
    engine: Engine,
    index: Index,
    draft: Draft,
    *,
    kinds: Sequence[Kind] = (Kind.SUGGESTION, Kind.GOLDEN_IDEA),
    without: Sequence[Key] = (),
    within: Scope | None = None,
    filters: Mapping[Facet, tuple[str, ...]] = MappingProxyType({}),
    size: int = SHOWN,
) -> list[Similar]:
    """The items most like `draft`, likest first; never those in `without`.

    `filters` leaves only items with one of these values of each facet. Two requests. Raises
    SearchUnavailable.
    """
    tokens = _tokens(draft)
    if not tokens:
        return []
    known = engine.frequencies(index, list(tokens))
    plan = Plan(
        index=index,
        any_of=tuple(characteristic(tokens, known)),
        filters={**filters, Facet.KIND: tuple(kinds)},
        within=within,
        without=tuple(without),
        size=max(CANDIDATES, size),
        counted=False,
    )
    if plan.is_open:
        return []
    return _likest(draft, engine.answer(plan).hits, known)[:size]


def characteristic(counts: Counter[Token], known: Frequencies) -> list[Token]:
    """The tokens that say most about a text (often in it, rare elsewhere), rarest first."""

    def weight(token: Token) -> float:
        return (1 + log(counts[token])) * log(1 + known.total / known.found_in[token])

    most = max(COMMON * known.total, NOT_COMMON)
    telling = [token for token in counts if 0 < known.found_in.get(token, 0) <= most]
    chosen = sorted(telling, key=weight, reverse=True)[:MOST_TOKENS]
    return sorted(chosen, key=lambda token: known.found_in[token])


def _tokens(draft: Draft) -> Counter[Token]:
    """Pairs and words of two characters or more, with how often they come."""
    runs = chinese.runs(draft.text)
    found = Counter(Token(Field.BIGRAMS, (pair,)) for pair in chinese.bigrams(runs))
    return found + Counter(Token(Field.WORDS, (word,)) for word in chinese.long_words(runs))


def _likest(draft: Draft, hits: Sequence[Hit], known: Frequencies) -> list[Similar]:
    rarities = _rarities(known)
    title, whole = pairs(draft.title), pairs(draft.text)
    of_title, of_whole = vector(title, rarities), vector(whole, rarities)
    found = [_compared(hit, of_title, of_whole, rarities) for hit in hits]
    found.sort(key=lambda one: one.likeness + one.title_likeness, reverse=True)
    return [one for one in found if one.likeness + one.title_likeness >= LEAST_ALIKE]


def _compared(hit: Hit, title: Vector, whole: Vector, rarities: Mapping[str, float]) -> Similar:
    text = pairs(f"{hit.title}\n{hit.body}")
    return Similar(
        hit, likeness(whole, text, rarities), likeness(title, pairs(hit.title), rarities)
    )


def _rarities(known: Frequencies) -> dict[str, float]:
    """The weight of each pair that some item holds."""
    return {
        token.parts[0]: log(1 + known.total / number)
        for token, number in known.found_in.items()
        if token.field == Field.BIGRAMS and number
    }
