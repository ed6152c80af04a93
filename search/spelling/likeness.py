"""How likely one spelling is meant by another: by sound first, then by what was mistyped."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from portal import chinese
from search.completion.sounds import Syllables, initials, rough, sayings, sound

SAME_SOUND, INITIALS, SAME_ROUGHLY = 3.0, 2.5, 2.0
LEAST_ALIKE = 0.6
"""Share of the characters or letters that must be the same."""


@dataclass(frozen=True)
class Spelling:
    """A word with its ways to be said."""

    text: str
    ways: tuple[Syllables, ...]

    @property
    def sounds(self) -> set[str]:
        """In full pinyin."""
        return {sound(way) for way in self.ways}


def spelling(text: str) -> Spelling:
    """`text` (normalised) with its sound."""
    return Spelling(text, tuple(sayings(chinese.words(chinese.runs(text)))))


def closeness(asked: Spelling, other: Spelling) -> float:
    """How likely `other` is meant by `asked`: 0 is not at all, up to `SAME_SOUND`."""
    if asked.text == other.text:
        return 0.0
    if asked.sounds & other.sounds:
        return SAME_SOUND
    if asked.text.isascii():
        return _of_letters(asked.text, other)
    if {rough(way) for way in asked.ways} & {rough(way) for way in other.ways}:
        return SAME_ROUGHLY
    return _alike(asked.text, other.text)


def _of_letters(typed: str, other: Spelling) -> float:
    """Letters are a sound, initials or a Latin word, perhaps mistyped."""
    if typed in {initials(way) for way in other.ways}:
        return INITIALS
    return max((_alike(typed, heard) for heard in other.sounds), default=0.0)


def _alike(one: str, other: str) -> float:
    share = OSA.normalized_similarity(one, other)
    return share if share >= LEAST_ALIKE else 0.0


def lookups(asked: Spelling) -> Sequence[str]:
    """The beginnings under which spellings like `asked` are kept: its sound, its first signs."""
    if asked.text.isascii():
        return list(dict.fromkeys([asked.text, asked.text[: max(len(asked.text) // 2, 1)]]))
    return list(dict.fromkeys([*(sound(way) for way in asked.ways), asked.text[0]]))
