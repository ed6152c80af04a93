"""How Chinese sounds, in letters: full pinyin and initials, with the readings people may mean."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

MOST_READINGS = 2
"""Ways to say one text; a third one is hardly ever typed."""
ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many speakers do not tell apart."""
WEAK = frozenset("的了地得着不都和")
"""Characters whose second reading nobody means in a title."""

Syllables = tuple[str, ...]


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Syllables, ...]:
    """The ways to say `word`, the usual one first; words of a dictionary have one.

    重庆 is chong qing, 重 alone zhong or chong.
    """
    syllables = pinyin(word, style=Style.NORMAL, heteronym=word not in WEAK)
    return tuple(islice(product(*syllables), MOST_READINGS))


def sayings(words: Sequence[str]) -> list[Syllables]:
    """The ways to say several words in a row, at most `MOST_READINGS`."""
    several = islice(product(*(readings(word) for word in words)), MOST_READINGS)
    return [tuple(syllable for word in way for syllable in word) for way in several]


def sound(syllables: Syllables) -> str:
    """The full pinyin: tingchenan."""
    return "".join(syllables)


def initials(syllables: Syllables) -> str:
    """The first letters: tcn."""
    return "".join(syllable[:1] for syllable in syllables)


def rough(syllables: Syllables) -> str:
    """The sound as careless ears hear it: zh is z, ng is n."""
    heard = sound(syllables)
    for exact, careless in ALIKE:
        heard = heard.replace(exact, careless)
    return heard
