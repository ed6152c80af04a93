"""Similar items: what has been said before about the same thing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from portal import chinese
from search.engines.interface import Engine, Frequencies, Hit
from search.items import Facet, Index, Key, Kind
from search.queries.plan import Field, Plan, Token
from search.queries.tokens import COMMON, NOT_COMMON
from search.scope import Scope

SHOWN = 5
"""Similar items shown beside a form."""
MOST_TOKENS = 60
"""Tokens asked for; more say no more."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that something similar is looked for, perhaps not yet stored anywhere."""

    title: str
    body: str = ""


def similar(
    engine: Engine,
    index: Index,
    draft: Draft,
    *,
    kinds: Sequence[Kind] = (Kind.SUGGESTION, Kind.GOLDEN_IDEA),
    without: Sequence[Key] = (),
    within: Scope | None = None,
    size: int = SHOWN,
) -> tuple[Hit, ...]:
    """The items most like `draft`, likest first; never those in `without`."""
    counts = Counter(_tokens(draft))
    if not counts:
        return ()
    tokens = characteristic(counts, engine.frequencies(index, list(counts)))
    if not tokens:
        return ()
    plan = Plan(
        index=index,
        any_of=tuple(tokens),
        filters={Facet.KIND: tuple(kinds)} if kinds else {},
        within=within,
        without=tuple(without),
        size=size,
        counted=False,
    )
    return engine.answer(plan).hits


def characteristic(counts: Counter[Token], known: Frequencies) -> list[Token]:
    """The tokens that say most about a text: often in it, rare elsewhere (tf · idf)."""

    def weight(token: Token) -> float:
        return (1 + log(counts[token])) * log(1 + known.total / known.found_in[token])

    telling = [
        token
        for token in counts
        if 0 < known.found_in.get(token, 0) <= max(COMMON * known.total, NOT_COMMON)
    ]
    chosen = sorted(telling, key=weight, reverse=True)[:MOST_TOKENS]
    return sorted(chosen, key=lambda token: known.found_in[token])


def _tokens(draft: Draft) -> list[Token]:
    """Pairs and words of two characters or more, with repetitions."""
    runs = chinese.runs(f"{draft.title}\n{draft.body}")
    pairs = [Token(Field.BIGRAMS, (pair,)) for pair in chinese.bigrams(runs)]
    words = [Token(Field.WORDS, (word,)) for word in chinese.words(runs) if len(word) > 1]
    return pairs + words
