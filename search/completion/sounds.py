"""How Chinese sounds, in letters: full pinyin and initials, with the readings people may mean."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

MOST_READINGS = 3
"""Ways to say one text; a fourth one is hardly ever typed."""
ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many speakers do not tell apart."""
SEVERAL = frozenset(
    "重行长乐调量便传藏朝盛曾单参差弹角解降觉卡模宁宿校血涨转处干分数好圈厦区会车石六叶仇查"
)
"""Characters with two readings in use today; of all others the rare ones only cost room."""

Syllables = tuple[str, ...]


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Syllables, ...]:
    """The ways to say `word`, the usual one first; words of a dictionary have one.

    重庆 is chong qing, 重 alone zhong or chong.
    """
    syllables = pinyin(word, style=Style.NORMAL, heteronym=True)
    if len(syllables) == len(word):
        pairs = zip(word, syllables, strict=True)
        syllables = [ways if sign in SEVERAL else ways[:1] for sign, ways in pairs]
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
