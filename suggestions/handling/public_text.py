"""The public text: what may be shown of a text, and what in it holds it back.

Masking replaces the words of the suggestion itself and keeps the author's own as a revision:
whatever is public, in pages, index, feeds, letters and exports, can then hold nothing else.
"""

from collections import Counter
from dataclasses import asdict

from suggestions.handling.masking import cover, mask
from suggestions.handling.words.looking import Found, look_up
from suggestions.handling.words.word_list import Treatment
from suggestions.revision import Revision, Words, replace, words_of
from suggestions.suggestion import Suggestion

HOLDING = frozenset({Treatment.HOLD, Treatment.SEAL})


def public_text(text: str) -> tuple[str, Counter[str]]:
    """`text` as it may be shown, of the same length, and how many of what was covered."""
    listed = look_up(text)
    allowed = [(each.start, each.end) for each in listed if each.treatment == Treatment.ALLOW]
    masked = mask(text, keep=allowed)
    words = [(each.start, each.end) for each in listed if each.treatment == Treatment.MASK]
    counts = Counter({str(kind.label): count for kind, count in masked.counts().items()})
    counts.update({str(Treatment.MASK.label): len(words)} if words else {})
    return cover(masked.text, words), counts


def public_words(words: Words) -> tuple[Words, Counter[str]]:
    """The same of all texts of a suggestion."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for name, text in asdict(words).items():
        shown[name], found = public_text(text)
        counts += found
    return Words(**shown), counts


def mask_texts(row: Suggestion) -> Revision | None:
    """Cover what must not be public in the texts of the locked `row`; None if nothing must.

    The texts as they were are kept as a revision for those who may see the suggestion.
    """
    shown, counts = public_words(words_of(row))
    said = "；".join(f"{label}×{count}" for label, count in sorted(counts.items()))
    return replace(row, shown, by=None, internal_note=said)


def held_words(row: Suggestion) -> list[str]:
    """The words of lists that hold a text back which `row` contains, each once, sorted.

    What may name somebody's wrongdoing is published no sooner than what is merely held.
    """
    found = look_up(words_of(row).joined())
    return sorted({each.word for each in found if each.treatment in HOLDING})


def marked(text: str) -> list[tuple[str, Treatment | None]]:
    """`text` in pieces, each with the treatment of the word it is, for highlighting."""
    pieces: list[tuple[str, Treatment | None]] = []
    done = 0
    for each in sorted(look_up(text), key=lambda found: (found.start, -found.end)):
        if each.start >= done:
            pieces += [(text[done : each.start], None), (text[each.start : each.end], _of(each))]
            done = each.end
    return [piece for piece in [*pieces, (text[done:], None)] if piece[0]]


def _of(found: Found) -> Treatment:
    return found.treatment
