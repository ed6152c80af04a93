"""The one way text is cut for searching, on the way in and on the way out.

Text is folded first: NFKC, lower case, without what no reader sees. Traditional
characters stay as they are written. `runs` finds the unbroken stretches; from these
- `bigrams`: Chinese becomes overlapping pairs, other words stay whole,
- `words`: Chinese is cut into dictionary words,
- `characters`: each Chinese character by itself.
"""

import re
import unicodedata
from collections.abc import Iterable
from operator import add

import rjieba

HAN = (
    "\u3005\u3007"  # the repetition mark and the round zero
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fa1f\U00030000-\U000323af"
)
LONGEST_WORD = 64
"""Characters kept of a Latin word or number; a longer one is no word."""

_RUN = re.compile(rf"([{HAN}]+)|([^\W_{HAN}]+)")
# Zero-width and direction marks come along when people copy from web pages.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")

Run = tuple[str, str]
"""A Chinese run and "", or "" and another word; exactly one of the two is filled."""


def fold(text: str) -> str:
    """`text` in NFKC and lower case, without zero-width and direction marks. Never raises."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()


def runs(text: str) -> list[Run]:
    """The unbroken runs of `text`, folded, in reading order.

    Whatever is neither letter, digit nor Chinese separates, also controls and surrogates.
    """
    return _RUN.findall(fold(text))


def bigrams(runs: Iterable[Run]) -> list[str]:
    """The pairs of Chinese characters and the other words, in reading order.

    A Chinese character that stands alone is kept alone: A4区 gives a4, 区.
    """
    found: list[str] = []
    for han, other in runs:
        if other:
            found.append(other[:LONGEST_WORD])
        elif len(han) == 1:
            found.append(han)
        else:
            found += map(add, han, han[1:])
    return found


def words(runs: Iterable[Run]) -> list[str]:
    """The dictionary words in reading order, single characters included."""
    found: list[str] = []
    for han, other in runs:
        if other:
            found.append(other[:LONGEST_WORD])
        else:
            found += rjieba.cut(han)
    return found


def long_words(runs: Iterable[Run]) -> list[str]:
    """The words of two characters or more; single ones are found as characters."""
    return [word for word in words(runs) if len(word) > 1]


def characters(runs: Iterable[Run]) -> list[str]:
    """Each Chinese character and each other word, in reading order."""
    found: list[str] = []
    for han, other in runs:
        if other:
            found.append(other[:LONGEST_WORD])
        else:
            found += han
    return found
