"""Slip numbers: nine digits on printed forms, twelve given out without a network."""

import unicodedata
from collections.abc import Iterable

from stdnum.iso7064 import mod_11_10

SERIAL_DIGITS = 8
PRINTED_DIGITS = SERIAL_DIGITS + 1
TEMPORARY_DIGITS = 12


def printed_number(serial: int) -> str:
    """The number of the form with this serial: eight digits and a check digit.

    The check digit is ISO/IEC 7064 MOD 11,10, as of receipts: it catches every single wrong
    digit and almost every exchange of two neighbours.
    """
    digits = f"{serial:0{SERIAL_DIGITS}}"
    return digits + mod_11_10.calc_check_digit(digits)


def printed_numbers(first: int, count: int) -> Iterable[str]:
    """`count` numbers one after the other, from the serial `first`."""
    return (printed_number(serial) for serial in range(first, first + count))


def parse_slip(text: str) -> str:
    """The digits of the slip number meant by `text`, however spaced; "" if it cannot be one."""
    typed = unicodedata.normalize("NFKC", text)
    digits = "".join(c for c in typed if c in "0123456789")
    known = len(digits) in (PRINTED_DIGITS, TEMPORARY_DIGITS)
    return digits if known and mod_11_10.is_valid(digits) else ""


def is_printed(number: str) -> bool:
    """Whether this is the number of a printed form."""
    return len(number) == PRINTED_DIGITS


def shown(number: str) -> str:
    """A slip number as people read it: 0000-0012-3."""
    return "-".join(part for part in (number[:4], number[4:8], number[8:]) if part)
