"""What a page showed of a pair when a verdict was given: sealed, so that it cannot be made up."""

from dataclasses import dataclass

from django.core import signing

from suggestions.suggestion import Suggestion

SALT = "suggestions.repeats"
VALID_FOR = 24 * 3600
"""Seconds; a page left open for longer tells nothing about the warning any more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The likeness of a pair (0 to 1), the threshold of the warning, and whether it warned."""

    likeness: float
    threshold: float
    warned: bool


def seal(one: Suggestion, other: Suggestion, shown: Shown) -> str:
    """`shown` as a page carries it to whoever judges the pair."""
    content = [_pair(one, other), round(shown.likeness, 4), shown.threshold, shown.warned]
    return signing.dumps(content, salt=SALT)


def unseal(text: str, one: Suggestion, other: Suggestion) -> Shown | None:
    """What the page showed of this pair; None if `text` is not ours, too old or of another."""
    try:
        pair, likeness, threshold, warned = signing.loads(text, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return Shown(likeness, threshold, warned) if pair == _pair(one, other) else None


def _pair(one: Suggestion, other: Suggestion) -> list[int]:
    return sorted((one.pk, other.pk))
