"""Division codes: twelve digits, of which the first six follow GB/T 2260.

Two digits name the province, two the city, two the county, three the township (GB/T 10114)
and three the village; what a code does not name is zero.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LENGTH = 12
WIDTHS = (2, 4, 6, 9, 12)
"""Digits that name a province, city, county, township, village."""


def significant(code: str) -> str:
    """The digits of `code` that name something: 370102000000 is 370102."""
    named = len(code.rstrip("0"))
    width = next((width for width in WIDTHS if width >= named), LENGTH)
    return code[:width]


def is_division_code(code: str) -> bool:
    """Whether `code` is twelve digits and names at least a province."""
    return len(code) == LENGTH and code.isascii() and code.isdigit() and code[:2] != "00"


def check_division_code(code: str) -> None:
    """Raises ValidationError if `code` is no division code."""
    if not is_division_code(code):
        raise ValidationError(
            _("A division code has twelve digits, the first six by GB/T 2260."), code="digits"
        )


def check_below(code: str, above: str) -> None:
    """Raises ValidationError unless the division `code` lies within the division `above`.

    Nothing is said of an `above` that is no division code itself: older lists had shorter ones.
    """
    if not is_division_code(above):
        return
    prefix = significant(above)
    if not code.startswith(prefix) or significant(code) == prefix:
        raise ValidationError(
            _("The code must begin with %(prefix)s and name a lower division.")
            % {"prefix": prefix},
            code="prefix",
        )
