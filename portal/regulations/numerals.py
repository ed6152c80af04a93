"""Chinese numerals as laws write them: 二十二, 一百零一, 一二〇, 22, ２２."""

import unicodedata

DIGITS = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "○": 0,
    "◯": 0,
    "两": 2,
}
UNITS = {"十": 10, "百": 100, "千": 1000}
TENS = {"廿": 20, "卅": 30}
LARGEST = 9999
"""No law has more articles, and no larger number is written without 万."""

NUMERAL = "0-9０-９" + "".join(DIGITS) + "".join(UNITS) + "".join(TENS)
"""The characters of a numeral, to be put between the brackets of a regular expression."""

_ORDERED_UNITS = (("千", 1000), ("百", 100), ("十", 10), ("", 1))


def to_number(numeral: str) -> int:
    """The number (0–9999) that `numeral` writes, in Chinese or other digits, spaces ignored.

    Raises ValueError if it is no numeral.
    """
    text = "".join(unicodedata.normalize("NFKC", numeral).split())
    if text.isascii() and text.isdigit():
        number = int(text[:5])
    elif text and all(character in DIGITS for character in text):
        number = int("".join(str(DIGITS[character]) for character in text)[:5])
    else:
        number = _sum_of_units(text)
    if number > LARGEST:
        raise ValueError(f"{numeral!r} is more than {LARGEST}")
    return number


def _sum_of_units(text: str) -> int:
    """The number written with 十, 百 and 千; raises ValueError for anything else."""
    total, digit, last_unit = 0, None, 10_000
    for character in text:
        if character in DIGITS and digit in (None, 0):
            digit = DIGITS[character]
        elif character in UNITS and UNITS[character] < last_unit and digit != 0:
            last_unit = UNITS[character]
            total, digit = total + (1 if digit is None else digit) * last_unit, None
        elif character in TENS and last_unit > 10 and digit in (None, 0):
            total, digit, last_unit = total + TENS[character], None, 10
        else:
            raise ValueError(f"{text!r} is no numeral")
    if not text or (digit == 0 and total == 0):
        raise ValueError(f"{text!r} is no numeral")
    return total + (digit or 0)


def to_numeral(number: int) -> str:
    """`number` (1–9999) as laws write it: 22 gives 二十二, 110 一百一十, 1001 一千零一.

    Raises ValueError outside that range.
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} has no numeral here")
    written, rest, skipped = "", number, False
    for name, value in _ORDERED_UNITS:
        digit, rest = divmod(rest, value)
        if digit:
            written += ("零" if skipped and written else "") + "〇一二三四五六七八九"[digit] + name
            skipped = False
        else:
            skipped = True
    return written.removeprefix("一") if 10 <= number < 20 else written
