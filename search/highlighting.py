"""Marking what was searched for in what was found, the same way for both engines.

The original text is marked, so nothing is shown that is not there; matching follows
`portal.chinese`, so what the index found is what is marked.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal import chinese
from search.queries.words import Clause

SNIPPET = 110
"""Characters of text shown of each result."""
LEAD = 20
"""Characters shown before the first match."""
_ENDS = "。！？；\n"

Span = tuple[int, int]


def needles(clauses: Iterable[Clause]) -> list[str]:
    """What to mark, folded: the pairs and words of `clauses`, and whole alternatives."""
    found: dict[str, None] = {}
    for clause in clauses:
        runs = chinese.runs(clause.text)
        found |= dict.fromkeys(chinese.bigrams(runs))
        found |= dict.fromkeys(chinese.fold(text) for text in clause.alternatives)
    return list(found)


def spans(text: str, needles: Sequence[str]) -> list[Span]:
    """Where the needles stand in `text`, overlapping and touching ones joined, in order."""
    folded, places = _folded(text)
    marked: list[Span] = []
    for needle in needles:
        start = folded.find(needle)
        while start >= 0:
            end = start + len(needle)
            if _stands_alone(folded, start, end):
                marked.append((places[start], places[end - 1] + 1))
            start = folded.find(needle, start + 1)
    return _joined(sorted(marked))


def highlighted(text: str, needles: Sequence[str]) -> SafeString:
    """`text` escaped, with <mark> around what was searched for."""
    return _html(text, spans(text, needles))


def snippet(text: str, needles: Sequence[str], length: int = SNIPPET) -> SafeString:
    """The part of `text` that holds most of the needles, marked, with … where it is cut."""
    text = " ".join(text.split())
    found = spans(text, needles)
    start = _best_start(text, found, length)
    end = min(start + length, len(text))
    inside = [
        (max(a, start) - start, min(b, end) - start) for a, b in found if b > start and a < end
    ]
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return format_html_join("", "{}", [(before,), (_html(text[start:end], inside),), (after,)])


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, and for each folded character where in `text` it came from."""
    whole = chinese.fold(text)
    if len(whole) == len(text):
        return whole, range(len(text))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in chinese.fold(character):
            folded.append(part)
            places.append(place)
    return "".join(folded), places


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a Latin word or number is a whole one; Chinese may stand anywhere."""
    if not text[start].isascii():
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    return not _is_latin(before) and not _is_latin(after)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _joined(marked: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in marked:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _best_start(text: str, found: Sequence[Span], length: int) -> int:
    """Where the stretch with most marked characters begins, at a sentence if one is near."""
    if not found or len(text) <= length:
        return 0
    begins = [start for start, _end in found]
    sums = [0, *accumulate(end - start for start, end in found)]

    def marked_before(place: int) -> int:
        """Marked characters before `place`."""
        number = bisect_left(begins, place)
        return sums[number] - (max(found[number - 1][1] - place, 0) if number else 0)

    starts = [max(0, start - LEAD) for start in begins]
    covered = {start: marked_before(start + length) - marked_before(start) for start in starts}
    best = max(starts, key=lambda start: (covered[start], -start))
    sentence = max(text.rfind(sign, 0, best + LEAD) for sign in _ENDS) + 1
    return sentence if best - LEAD <= sentence <= best + LEAD else best


def _html(text: str, marked: Sequence[Span]) -> SafeString:
    pieces: list[str] = []
    place = 0
    for start, end in marked:
        pieces += [text[place:start], format_html("<mark>{}</mark>", text[start:end])]
        place = end
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[place:]]))
