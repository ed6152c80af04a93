"""Hinting: the query that somebody probably meant who found little or nothing."""

from collections import Counter
from collections.abc import Iterable

from search.completion.keys import starts, typed
from search.engines.interface import Engine
from search.items import Index
from search.queries.plan import Plan
from search.queries.tokens import one_of
from search.queries.words import Clause, Words
from search.spelling.likeness import Spelling, closeness, lookups, spelling
from search.vocabulary.known import Vocabulary
from search.vocabulary.synonyms import spelled

ENOUGH = 3
"""With as many exact results there is nothing to correct."""
MORE = 5
"""How many times as much another spelling must find, where something was found."""
LENGTHS, LETTERS = range(2, 13), range(2, 25)
"""Characters, or letters, of a word that is looked at: longer ones are sentences."""
MOST_WORDS = 3
TITLES = 50
"""Titles read for each beginning."""
TRIED = 2
"""Spellings that are tried, the likeliest first."""


def hint(engine: Engine, words: Words, *, exact: int, known: Vocabulary) -> str:
    """A query to offer instead of `words`, of which `exact` results hold everything; or "".

    Raises SearchUnavailable.
    """
    if exact >= ENOUGH or len(words.wanted) > MOST_WORDS:
        return ""
    for place, clause in enumerate(words.wanted):
        already = exact if len(words.wanted) == 1 else None
        if meant := _meant(engine, clause, known, exact=already):
            wanted = [*words.wanted[:place], Clause(meant), *words.wanted[place + 1 :]]
            excluded = [f"-{_written(other)}" for other in words.unwanted]
            return " ".join([*map(_written, wanted), *excluded])
    return ""


def _written(clause: Clause) -> str:
    """A clause as one types it."""
    return f'"{clause.text}"' if clause.is_phrase else clause.text


def _meant(engine: Engine, clause: Clause, known: Vocabulary, *, exact: int | None) -> str:
    """Another spelling of one word that finds much more; "" if there is none.

    `exact` is how much the word finds as it stands, None if that must be asked.
    """
    text = typed(clause.text)
    if clause.is_phrase or len(text) not in (LETTERS if text.isascii() else LENGTHS):
        return ""
    found = _found(engine, text, known) if exact is None else exact
    if found >= ENOUGH:
        return ""
    wanted = max(found * MORE, 1)
    likely = _likely(engine, spelling(text), known)
    return next((other for other in likely if _found(engine, other, known) >= wanted), "")


def _likely(engine: Engine, asked: Spelling, known: Vocabulary) -> list[str]:
    """The likeliest spellings, those that stand in more titles first among equals."""
    counts = Counter(_of_vocabulary(known, asked))
    counts.update(_of_titles(engine, asked))
    scores = {text: closeness(asked, spelling(text)) for text in counts}
    likely = [text for text in counts if scores[text]]
    likely.sort(key=lambda text: (-scores[text], -counts[text], text))
    return likely[:TRIED]


def _of_vocabulary(known: Vocabulary, asked: Spelling) -> Iterable[str]:
    """Topics, laws and editors' words about as long as what was asked."""
    words = [term.label for term in known.terms.terms]
    words += [other for others in known.synonyms.values() for other in others]
    lengths = _lengths(asked)
    return (word for word in words if len(word) in lengths)


def _of_titles(engine: Engine, asked: Spelling) -> Iterable[str]:
    """Stretches of titles as long as what was asked, or one character more or less."""
    keys = [key for key in dict.fromkeys(map(typed, lookups(asked))) if key]
    found = {one.title for one in engine.completions(*keys, size=TITLES)} if keys else set()
    for title in found:
        stretches = {start.text[:length] for start in starts(title) for length in _lengths(asked)}
        yield from stretches - {asked.text}


def _lengths(asked: Spelling) -> range:
    """Characters of what may be meant; of letters nobody knows how many they stand for."""
    if asked.text.isascii():
        return range(2, max(len(asked.text) // 2, 2) + 2)
    return range(max(len(asked.text) - 1, 2), len(asked.text) + 2)


def _found(engine: Engine, text: str, known: Vocabulary) -> int:
    """How many public items hold `text` as it stands, or a synonym of it."""
    others = known.synonyms.get(spelled(text), ())
    group = one_of(Clause(text, alternatives=others))
    return engine.answer(Plan(Index.PUBLIC, alternatives=(group,), size=1)).unfiltered
