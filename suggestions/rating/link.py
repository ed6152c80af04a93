"""Links and short codes: how an author who is online gets to the two questions.

A link is signed and holds for as long as the rating may be given; once rated it opens nothing
more. A short code belongs to one asking and one receipt number; it can be read out or sent as a
text message. Neither says whose matter it is to somebody who made it up.
"""

import uuid
from datetime import datetime

from django.core import signing
from django.utils.crypto import constant_time_compare

from suggestions.intake.receipts import parse_receipt, plain_code
from suggestions.rating.asking import LATE_FOR, Asking, AskingEnd, AskingQuerySet
from suggestions.rating.asking_door import RATE_WITHIN
from suggestions.rating.rating_door import reply_stands
from suggestions.rating.refusals import RatingRefused, Refusal
from suggestions.rating.tokens import CODE_LENGTH, SALT, short_code

LINK_FOR = 4 * RATE_WITHIN + LATE_FOR
"""How long a signature is believed at all; the asking itself ends long before."""


def asking_behind(token: str, *, at: datetime) -> Asking:
    """The asking that a link opens at `at`.

    Raises RatingRefused: INVALID if the link was forged or broken, EXPIRED if the time is
    over, RATED if it was used.
    """
    try:
        key = signing.loads(token, salt=SALT, max_age=LINK_FOR)
    except signing.SignatureExpired as error:
        raise RatingRefused(Refusal.EXPIRED) from error
    except signing.BadSignature as error:
        raise RatingRefused(Refusal.INVALID) from error
    asking = _rows().filter(key=uuid.UUID(key)).first()
    if asking is None:
        raise RatingRefused(Refusal.INVALID)
    return check_open(asking, at=at)


def check_open(asking: Asking, *, at: datetime) -> Asking:
    """The asking itself. Raises RatingRefused if nothing can be said to it any more."""
    if asking.end == AskingEnd.RATED:
        raise RatingRefused(Refusal.RATED)
    if not asking.is_rateable(at) or not reply_stands(asking):
        raise RatingRefused(Refusal.EXPIRED)
    return asking


def asking_by_code(receipt: str, code: str, *, at: datetime) -> Asking:
    """The asking that receipt number and short code open together.

    Raises RatingRefused(INVALID) whichever of the two is wrong, after the same comparison.
    """
    asking = asking_of(parse_receipt(receipt))
    wanted = plain_code(short_code(asking)) if asking else "0" * CODE_LENGTH
    fits = constant_time_compare(plain_code(code), wanted)
    if asking is None or not fits:
        raise RatingRefused(Refusal.INVALID)
    return check_open(asking, at=at)


def asking_of(receipt: str) -> Asking | None:
    """The latest asking about the suggestion with this receipt number."""
    return _rows().filter(suggestion__receipt=receipt).order_by("-pk").first() if receipt else None


def _rows() -> AskingQuerySet:
    related = ("suggestion__campaign", "suggestion__unit", "reply", "unit")
    return Asking.objects.select_related(*related)
