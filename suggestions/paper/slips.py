"""Slips in use: finding one by number and code, and what a number stands for."""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.organisation.unit import Unit
from suggestions.intake.receipts import code_fits, tracking_digest
from suggestions.paper.numbers import is_printed, parse_slip
from suggestions.paper.slip import Slip

NOBODY = "0" * 64
"""A digest that no code has: an unknown number costs the same comparison as a wrong code."""


def find_slip(number: str, code: str) -> Slip | None:
    """The slip that `number` and `code` open together, or None.

    Takes as long for a number that was never printed as for a wrong code.
    """
    digits = parse_slip(number)
    row = Slip.objects.select_related("suggestion").filter(number=digits).first()
    digest = row.digest if row else NOBODY
    return row if code_fits(code, receipt=digits, digest=digest) else None


def printed_slip(text: str, *, station: Unit) -> Slip:
    """The printed form whose number was typed at `station`.

    Raises ValidationError if the number has a slip of the pen, was never printed, or belongs to
    a form of another station. The forms of a station that was dissolved are its successor's.
    """
    number = parse_slip(text)
    if not number or not is_printed(number):
        raise ValidationError(_("This is no number of a form: please compare the nine digits."))
    slip = (
        Slip.objects.select_related("run", "suggestion", "station__successor")
        .filter(number=number)
        .first()
    )
    if slip is None:
        raise ValidationError(_("No form with this number was printed."))
    if slip.station.current(localdate()) != station.current(localdate()):
        raise ValidationError(_("The form with this number belongs to another station."))
    return slip


def temporary_slip(number: str, code: str, *, key: uuid.UUID, station: Unit) -> Slip:
    """The slip given out without a network: kept with the first try, found again by the next.

    `key` is the submission key made beside it. Raises ValidationError if the number is none.
    """
    digits = parse_slip(number)
    if not digits or is_printed(digits) or len(code.strip()) < 12:
        raise ValidationError(_("The slip given out with this form cannot be read."))
    try:
        with transaction.atomic():
            return Slip.objects.get_or_create(
                key=key,
                defaults={
                    "number": digits,
                    "digest": tracking_digest(digits, code),
                    "station": station,
                },
            )[0]
    except IntegrityError as error:  # the same eleven random digits, given out elsewhere
        message = _(
            "The slip given out with this form is in use. Please give the author the receipt."
        )
        raise ValidationError(message, code="taken") from error
