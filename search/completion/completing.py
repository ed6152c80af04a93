"""Completing: what may be meant by the beginning of a query.

Topics and names of laws come from the vocabulary, titles from the public index. Of these the
words that go on from what was typed are offered before the whole titles: who types tcn wants
停车难 more than one title that holds it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from search.asking import ask
from search.completion.keys import FUNCTION_WORDS, STARTS, Start, starts, typed
from search.engines.interface import SearchUnavailable, Titled
from search.results import public_keys
from search.vocabulary.known import vocabulary
from search.vocabulary.terms import TermKind

SHOWN = 8
MOST_TERMS = 4
MOST_WORDS = 4
SEVERAL = 2
LOOKED_AT = 40
"""Titles of which the words are counted."""


class OptionKind(StrEnum):
    """What a completion is."""

    TOPIC = TermKind.TOPIC
    LAW = TermKind.LAW
    WORD = "word"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Option:
    """One completion: the query it stands for."""

    label: str
    kind: OptionKind


def complete(text: str) -> list[Option]:
    """The completions of `text`, best first, at most `SHOWN`; without an engine terms only."""
    beginning = typed(text)
    if not beginning:
        return []
    terms = vocabulary().terms.beginning_with(beginning)
    titles = _public_titles(beginning)
    options = [Option(term.label, OptionKind(term.kind)) for term in terms][:MOST_TERMS]
    options += [Option(word, OptionKind.WORD) for word in going_on(titles, beginning)][:MOST_WORDS]
    options += [Option(title, OptionKind.TITLE) for title in titles]
    return _different(options, beginning)[:SHOWN]


def going_on(titles: Sequence[str], beginning: str) -> list[str]:
    """The words in `titles` that begin with what was typed, the most frequent first.

    A word with the one after it is an expression if it stands in several titles.
    """
    words: Counter[str] = Counter()
    longer: Counter[str] = Counter()
    for title in titles:
        found = [_expressions(start, beginning) for start in starts(title)]
        words.update({pair[0] for pair in found if pair})
        longer.update({text for pair in found for text in pair[1:]})
    words.update({text: number for text, number in longer.items() if number >= SEVERAL})
    return sorted(words, key=lambda word: (-words[word], len(word), word))


def _public_titles(beginning: str) -> list[str]:
    """Titles that any visitor may see at this moment, each once."""
    try:
        found, _is_fallback = ask(lambda engine: engine.completions(beginning, size=LOOKED_AT))
    except SearchUnavailable:
        return []
    return [one.title for one in _once(found)]


def _once(found: Sequence[Titled]) -> list[Titled]:
    """A golden idea and its suggestion have one title; the index may be a moment behind."""
    allowed = public_keys([one.key for one in found])
    titles: dict[str, Titled] = {}
    for one in found:
        if one.key in allowed:
            titles.setdefault(one.title, one)
    return list(titles.values())


def _expressions(start: Start, beginning: str) -> list[str]:
    """The fewest words from `start` that hold what was typed, and these with the next one."""
    for number in range(1, min(len(start.words), STARTS) + 1):
        words = start.words[:number]
        if any(key.startswith(beginning) for key in Start(words).keys):
            longer = start.words[: number + 1]
            return ["".join(some) for some in dict.fromkeys([words, longer]) if _is_whole(some)]
    return []


def _is_whole(words: Sequence[str]) -> bool:
    """Whether nothing hangs over: 停车难的 is no expression, 的 none either."""
    return words[0] not in FUNCTION_WORDS and words[-1] not in FUNCTION_WORDS


def _different(options: Iterable[Option], beginning: str) -> list[Option]:
    """Each label once, without the one that is there already."""
    found: dict[str, Option] = {}
    for option in options:
        found.setdefault(option.label, option)
    return [option for option in found.values() if typed(option.label) != beginning]
