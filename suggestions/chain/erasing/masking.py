"""Masking: names and numbers that point to a person, taken out of what officials wrote."""

import re
from collections.abc import Iterable

from suggestions.review.texts import LEAST_MASKED, MASK

ERASED = "〔内容已依法删除〕"
"""What stands where an author's words were; data, so in the portal's first language."""
NUMBERS = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}"  # mobile phone
    r"|0\d{2,3}-?\d{7,8}"  # telephone with area code
    r"|\d{17}[\dXx]|\d{15})(?!\d)"  # identity number, new and old
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"  # e-mail
)


def masked(text: str, names: Iterable[str]) -> str:
    """`text` without these names, and without telephone, identity numbers and addresses of mail.

    A name of one character is left: it would be struck out of ordinary words.
    """
    for name in sorted(filter(_is_long_enough, names), key=len, reverse=True):
        text = text.replace(name, MASK)
    return NUMBERS.sub(MASK, text)


def _is_long_enough(name: str) -> bool:
    return len(name.strip()) >= LEAST_MASKED
