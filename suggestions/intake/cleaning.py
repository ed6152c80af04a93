"""Cleaning: what may stay in a text that someone typed, pasted or imported."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SURROGATE = re.compile("[\ud800-\udfff]")
# Controls, the marks that turn the writing direction (they make a text read other than it is
# stored) and blanks without width. Joiners and variation selectors stay: scripts and rare
# characters need them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
LINE_END = re.compile("\r\n|\r|\x85")
BLANKS = re.compile(r"\s+")
TRAILING = re.compile(r"[^\S\n]+$", re.MULTILINE)
GAP = re.compile(r"\n{3,}")


def clean_line(text: str) -> str:
    """`text` as one line: NFC, unseen characters gone, every run of blanks one space.

    Raises ValidationError if it holds half a character (a lone surrogate).
    """
    return BLANKS.sub(" ", _clean(text)).strip()


def clean_text(text: str) -> str:
    """`text` with its paragraphs: NFC, unseen characters gone, at most one empty line in a row.

    Raises ValidationError if it holds half a character (a lone surrogate).
    """
    return GAP.sub("\n\n", TRAILING.sub("", _clean(text))).strip()


def too_long(length: int, longest: int) -> str:
    """What to say of a text that is too long, with both lengths."""
    return ngettext(
        "Please shorten this to %(longest)d character; it has %(length)d.",
        "Please shorten this to %(longest)d characters; it has %(length)d.",
        longest,
    ) % {"longest": longest, "length": length}


def _clean(text: str) -> str:
    if SURROGATE.search(text):
        raise ValidationError(
            _("The text contains a broken character. Please type that part again."),
            code="surrogate",
        )
    return unicodedata.normalize("NFC", UNSEEN.sub("", LINE_END.sub("\n", text)))
