"""Rescoring: the engine's best candidates for a long query are looked at more closely.

Engines add up words. Here it also counts how much of the query is there at all, whether it is
there at once (what a text is about stands in its first sentence), and whether it stands there
as it was typed. The same code for both engines; measured in docs/search.md.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import partial_ratio

from portal import chinese
from search.engines.interface import Frequencies, Hit
from search.queries.plan import Field, Token
from search.rarity import weights

WINDOW = 100
"""Candidates that are looked at."""
READ = 2_000
"""Characters read of each."""
LEAD = 80
"""Characters of a text that say what it is about."""
CHARACTERS, COVERAGE, AT_ONCE, AS_TYPED = 0.5, 0.3, 1.0, 0.5
"""Weights beside the engine's score, which is 1 for the best candidate."""
SATURATION, LENGTH = 1.2, 0.75
"""k1 and b of BM25."""


@dataclass(frozen=True)
class Query:
    """A query as candidates are compared with it: its tokens with their weights."""

    text: str
    pairs: Mapping[str, float]
    characters: Mapping[str, float]


@dataclass(frozen=True)
class Cut:
    """A text to look for a few tokens in: only its runs are made, not its thousands of tokens.

    `han` holds the Chinese runs, divided by blanks, `others` the words between them.
    """

    han: str
    others: Counter[str]
    length: int

    def holds(self, pair: str) -> bool:
        """Whether `pair` is among `chinese.bigrams` of the text."""
        if len(pair) == 1:
            return pair in self.others or f" {pair} " in self.han
        return pair in self.others or (len(pair) == 2 and pair in self.han)

    def count(self, character: str) -> int:
        """How often `character` is among `chinese.characters` of the text."""
        here = self.han.count(character) if len(character) == 1 else 0
        return here + self.others[character]


def cut(text: str) -> Cut:
    """`text` to look for tokens in."""
    runs = chinese.runs(text)
    others = Counter(other[: chinese.LONGEST_WORD] for _han, other in runs if other)
    found = [han for han, _other in runs if han]
    return Cut(f" {' '.join(found)} ", others, sum(map(len, found)) + others.total())


def tokens(text: str) -> list[Token]:
    """The tokens whose frequencies `rescored` needs."""
    runs = chinese.runs(text)
    pairs = [Token(Field.BIGRAMS, (pair,)) for pair in dict.fromkeys(chinese.bigrams(runs))]
    single = dict.fromkeys(chinese.characters(runs))
    return pairs + [Token(Field.CHARACTERS, (character,)) for character in single]


def rescored(text: str, hits: Sequence[Hit], known: Frequencies) -> list[Hit]:
    """`hits` for the query `text` in their better order, with new scores.

    `known` holds the frequencies of `tokens(text)`. A hit's prior is kept: what the engine
    gave is divided by nothing but the best.
    """
    if not hits:
        return []
    query = _query(text, known)
    best = max(hit.score for hit in hits) or 1.0
    texts = [cut(f"{hit.title}\n{hit.body[:READ]}") for hit in hits]
    characters = _character_scores(query, texts)
    scores = [
        hit.score / best + CHARACTERS * of_characters + _closeness(query, hit, text)
        for hit, text, of_characters in zip(hits, texts, characters, strict=True)
    ]
    order = sorted(range(len(hits)), key=lambda place: (-scores[place], place))
    return [replace(hits[place], score=scores[place]) for place in order]


def _query(text: str, known: Frequencies) -> Query:
    of_field: dict[Field, list[Token]] = {Field.BIGRAMS: [], Field.CHARACTERS: []}
    for token in tokens(text):
        of_field[token.field].append(token)
    pairs = weights(of_field[Field.BIGRAMS], known)
    return Query(text, pairs, weights(of_field[Field.CHARACTERS], known))


def _closeness(query: Query, hit: Hit, text: Cut) -> float:
    """How much of the query is in the text, in its beginning, and as it was typed."""
    body = hit.body[:READ]
    return (
        COVERAGE * _covered(query, text)
        + AT_ONCE * _covered(query, cut(body[:LEAD]))
        + AS_TYPED * partial_ratio(query.text, body) / 100
    )


def _covered(query: Query, text: Cut) -> float:
    """The share of the query's weight that is in `text`."""
    whole = sum(query.pairs.values())
    found = sum(weight for pair, weight in query.pairs.items() if text.holds(pair))
    return found / whole if whole else 0.0


def _character_scores(query: Query, texts: Sequence[Cut]) -> list[float]:
    """BM25 over single characters, 1 for the best; lengths are compared within the hits."""
    mean = sum(text.length for text in texts) / len(texts) or 1.0
    scores = [_character_score(query, text, text.length / mean) for text in texts]
    best = max(scores) or 1.0
    return [score / best for score in scores]


def _character_score(query: Query, text: Cut, length: float) -> float:
    norm = SATURATION * (1 - LENGTH + LENGTH * length)
    counted = [(weight, text.count(character)) for character, weight in query.characters.items()]
    return sum(
        weight * count * (SATURATION + 1) / (count + norm) for weight, count in counted if count
    )
