"""Mobile numbers of mainland China."""

import re
import unicodedata

MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
"""Eleven digits; the second is 3 to 9 in the numbering plan of the mainland's mobile networks."""
SEPARATORS = re.compile(r"[\s\-‐-―().·]")


def mobile_of(text: str) -> str:
    """The eleven digits of the mobile number meant by `text`, however spaced; "" if it is none."""
    plain = SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    found = MOBILE.fullmatch(plain)
    return found.group(1) if found and plain.isascii() else ""


def masked(number: str) -> str:
    """The number as it may be shown to who sent it: 138****0000."""
    return f"{number[:3]}****{number[-4:]}" if number else ""
