"""Candidates: what both indexes hold that is like a suggestion, and the words they share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portal import chinese
from search.engines.interface import Engine
from search.items import Index, Key, Kind
from search.queries.plan import Field, Token
from search.scope import Scope
from search.similar import Draft, Similar, characteristic, similar

MOST = 12
"""Suggestions and golden ideas that are looked at."""
ARTICLES = 3
"""Articles of regulations; more would push what people said off the screen."""
WORDS_SHOWN = 5
"""Shared words that are named; all of them are marked."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is like a text, likest first, and the words of the text that tell most, rarest first."""

    similar: tuple[Similar, ...]
    words: tuple[str, ...]


def candidates(
    engine: Engine,
    draft: Draft,
    *,
    scope: Scope | None,
    without: Sequence[Key] = (),
    most: int = MOST,
) -> Found:
    """What is like `draft` in the public index and, within `scope`, in the staff's.

    Each item once, never those in `without`; from each index `most` of them and a few articles.
    At most seven requests. Raises SearchUnavailable.
    """
    articles = similar(engine, Index.PUBLIC, draft, kinds=(Kind.ARTICLE,), size=ARTICLES)
    public = similar(engine, Index.PUBLIC, draft, without=without, size=most)
    own = (
        similar(engine, Index.STAFF, draft, without=without, within=scope, size=most)
        if scope
        else []
    )
    # What both indexes hold is taken as the staff's index has it: more rows, better rarities.
    once = {one.hit.key: one for one in [*articles, *public, *own]}
    likest = sorted(once.values(), key=lambda one: one.likeness + one.title_likeness, reverse=True)
    words = telling_words(engine, Index.STAFF if scope else Index.PUBLIC, draft)
    return Found(tuple(likest), tuple(words))


def telling_words(engine: Engine, index: Index, draft: Draft) -> list[str]:
    """The dictionary words of `draft` that few items of `index` hold, rarest first.

    One request. Raises SearchUnavailable.
    """
    found = chinese.long_words(chinese.runs(draft.text))
    counts = Counter(Token(Field.WORDS, (word,)) for word in found)
    if not counts:
        return []
    known = engine.frequencies(index, list(counts))
    return [token.parts[0] for token in characteristic(counts, known)]


def shared(words: Sequence[str], text: str) -> list[str]:
    """Those of `words` that `text` holds as well, in their order."""
    own = set(chinese.words(chinese.runs(text)))
    return [word for word in words if word in own]
