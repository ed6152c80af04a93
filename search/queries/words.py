"""The language of the search box: words, "phrases" and -exclusions.

Every input means something: unbalanced quotes are ignored, an exclusion without words
excludes nothing, and operators of other search engines are ordinary punctuation.
"""

import re
from dataclasses import dataclass

from portal import chinese

LONGEST_QUERY = 200
"""Characters read of a query typed by a person."""

QUOTES = {'"': '"', "“": "”", "＂": "＂", "「": "」", "『": "』"}
_PHRASES = "|".join(f"{opening}([^{closing}]*){closing}" for opening, closing in QUOTES.items())
_CLAUSE = re.compile(rf"(?P<minus>(?<!\S)[-－])?(?:{_PHRASES}|(?P<word>[^\s{''.join(QUOTES)}]+))")


@dataclass(frozen=True, slots=True)
class Clause:
    """One word or phrase as it was typed; `alternatives` mean the same and are as welcome."""

    text: str
    is_phrase: bool = False
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A query taken apart. `shortened` if the end of an overlong one was not read."""

    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()
    shortened: bool = False

    def __bool__(self) -> bool:
        """Whether anything is asked for; exclusions alone ask for nothing."""
        return bool(self.wanted)

    @property
    def text(self) -> str:
        """Everything wanted, as one text."""
        return " ".join(clause.text for clause in self.wanted)


NOTHING = Words()
"""The query of someone who has not typed anything."""


def parse(text: str, *, longest: int = LONGEST_QUERY) -> Words:
    """Take a query apart. Never raises; what holds no letter, digit or character is left out."""
    wanted: list[Clause] = []
    unwanted: list[Clause] = []
    for match in _CLAUSE.finditer(text[:longest]):
        clause = _clause(match)
        if chinese.runs(clause.text):
            (unwanted if match["minus"] else wanted).append(clause)
    return Words(tuple(wanted), tuple(unwanted), shortened=len(text) > longest)


def as_phrase(clause: Clause) -> Clause:
    """The same text, to be found as it stands."""
    return Clause(clause.text, is_phrase=True)


def _clause(match: re.Match[str]) -> Clause:
    phrases = match.groups()[1:-1]
    quoted = next((phrase for phrase in phrases if phrase is not None), None)
    return Clause(match["word"]) if quoted is None else Clause(quoted, is_phrase=True)
