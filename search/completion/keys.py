"""Keys: the beginnings under which a title is kept for completion.

A title is kept from its first word and from a few later ones, each as characters, as full
pinyin and as initials: 老旧小区停车难 is found by 老旧, 停车, tingche and tcn. Both engines keep
the same keys, and what is typed is normalised by the same rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal import chinese
from search.completion.sounds import initials, sayings, sound
from search.items import Item, Kind

LONGEST = 24
"""Characters or letters of a key; who has typed more is asked for no more."""
SPOKEN = 8
"""Words of which the sound is kept: nobody types more before looking."""
STARTS = 3
"""Words of one title from which it is kept."""
COMPLETED = (Kind.CAMPAIGN, Kind.GOLDEN_IDEA, Kind.SUGGESTION)
"""What is completed by its title; articles are by the name of their law."""
TIERS = 4
MANY_SUPPORTERS = 10
FUNCTION_WORDS = frozenset(
    "的了和与及或在是有要请对把被为从到给让向以等也都就还不没很更最个这那关于"
)
"""Single characters that begin and end no expression."""


@dataclass(frozen=True, slots=True)
class Start:
    """A place in a title from which it can be completed: the words from there on."""

    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The characters from there on."""
        return "".join(self.words)

    @property
    def keys(self) -> list[str]:
        """The beginnings to keep: characters, pinyin and initials."""
        spoken = sayings(self.words[:SPOKEN])
        sounds = [form(way)[:LONGEST] for way in spoken for form in (sound, initials)]
        return list(dict.fromkeys([self.text[:LONGEST], *sounds]))


def typed(text: str) -> str:
    """What somebody typed as it is compared with keys: folded, without blanks and signs."""
    return "".join(han or other for han, other in chinese.runs(text))[:LONGEST]


def starts(title: str, *, most: int = STARTS) -> list[Start]:
    """The places from which `title` is kept: its beginning, then words of two characters."""
    words = chinese.words(chinese.runs(title))
    places = [0] if words else []
    places += [place for place in range(1, len(words)) if len(words[place]) > 1]
    return [Start(tuple(words[place:])) for place in places[:most]]


def keys(titles: Sequence[Start]) -> list[str]:
    """All keys of a title's starts, each once."""
    return list(dict.fromkeys(key for start in titles for key in start.keys))


def item_keys(item: Item) -> list[str]:
    """The keys under which an item is kept; none if its kind is not completed."""
    return keys(starts(item.title)) if item.kind in COMPLETED else []


def tier(item: Item) -> int:
    """Which titles come first, from 0: calls, golden ideas, well supported ones, the others."""
    if item.kind in COMPLETED[:2]:
        return COMPLETED.index(item.kind)
    return TIERS - 2 if item.popularity >= MANY_SUPPORTERS else TIERS - 1
