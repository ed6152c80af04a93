"""Masking: personal data in a text is covered with asterisks, one for each character.

What is covered: mobile and landline numbers, ID numbers whose check digit is right, number
plates, bank cards that pass Luhn's test, e-mail addresses, and names after words such as 我叫.
What looks alike but is none (12345, years, amounts, article numbers) stays.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from suggestions.handling.names import NAMED

MASK = "*"
Span = tuple[int, int]


class Kind(models.TextChoices):
    """What was found."""

    ID = "id", _("ID number")
    CARD = "card", _("bank card")
    MOBILE = "mobile", _("mobile number")
    LANDLINE = "landline", _("landline number")
    EMAIL = "email", _("e-mail address")
    PLATE = "plate", _("number plate")
    NAME = "name", _("name of a person")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found between two places of a text."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with what was found covered, of the same length, and what that was."""

    text: str
    found: tuple[Found, ...]

    def counts(self) -> Counter[Kind]:
        """How many of each kind."""
        return Counter(each.kind for each in self.found)


_WIDE = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}
"""Full-width characters and the narrow ones of the same meaning, one for one."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"


def is_id_number(text: str) -> bool:
    """Whether the check digit (GB 11643, ISO 7064 MOD 11-2) and the day of birth are right."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text[:17], strict=True))
    if _CHECK_DIGITS[total % 11] != text[17].upper():
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return 1880 <= int(text[6:10]) <= 2100


def is_card_number(text: str) -> bool:
    """Whether the digits of `text` pass Luhn's test (ISO/IEC 7812-1, Annex B)."""
    digits = [int(digit) for digit in text if digit.isdigit()]
    doubled = (digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _always(text: str) -> bool:
    return True


Rule = tuple[Kind, re.Pattern[str], Callable[[str], bool]]
RULES: tuple[Rule, ...] = (
    (Kind.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.A), _always),
    (Kind.ID, re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])", re.A), is_id_number),
    (
        Kind.CARD,
        re.compile(
            r"(?<![\d.])(?:62|60|4\d|5[1-5]|35)\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![\d.])",
            re.A,
        ),
        is_card_number,
    ),
    (
        Kind.MOBILE,
        re.compile(r"(?<![\d.])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d|\.\d)", re.A),
        _always,
    ),
    (
        Kind.LANDLINE,
        re.compile(
            r"(?<![\d.])(\(?0(?:10|2\d|[3-9]\d{2})\)?[ -]{0,2}[2-8]\d{6,7}"
            r"(?:(?:-|转)\d{1,6})?)(?!\d)"
            r"|(?<=电话|座机|固话)(?:[:是为 ]{0,3})([2-8]\d{6,7})(?!\d)",
            re.A,
        ),
        _always,
    ),
    (
        Kind.PLATE,
        re.compile(
            rf"[{_PROVINCES}][A-HJ-NP-Z][·• -]?"
            r"(?:(?=[A-Z]*\d)[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]"
            r"|[A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK])(?![A-Za-z0-9])",
            re.I,
        ),
        _always,
    ),
    (Kind.NAME, NAMED, _always),
)
"""In this order: what one rule has found is no part of what a later one finds."""


def mask(text: str, *, keep: Collection[Span] = ()) -> Masked:
    """`text` with personal data covered, but for what lies within the spans of `keep`."""
    found = tuple(_find(text, keep))
    return Masked(cover(text, [(each.start, each.end) for each in found]), found)


def cover(text: str, spans: Collection[Span]) -> str:
    """`text` with every character of `spans` covered; line ends stay."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [letter if letter == "\n" else MASK for letter in letters[start:end]]
    return "".join(letters)


def _find(text: str, keep: Collection[Span]) -> Iterator[Found]:
    narrow = text.translate(_WIDE)
    taken: list[Span] = list(keep)
    for kind, pattern, is_right in RULES:
        for match in pattern.finditer(narrow):
            start, end = match.span(match.lastindex or 0)
            free = all(end <= left or right <= start for left, right in taken)
            if free and is_right(narrow[start:end]):
                taken.append((start, end))
                yield Found(kind, start, end)
