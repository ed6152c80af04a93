"""Receipt numbers for everyone to quote, tracking codes for the author alone."""

import hashlib
import secrets
import unicodedata
from datetime import date
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac
from stdnum.iso7064 import mod_11_10

RANDOM_DIGITS = 7
RECEIPT_DIGITS = 8 + RANDOM_DIGITS + 1
# Crockford's alphabet without letters that are read as digits; U is left out as he does.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
CODE_LENGTH = 12
"""Characters of a tracking code: 60 bits."""


def new_receipt(on: date) -> str:
    """A receipt number such as 20261122-4827316-5: day, random digits, check digit.

    The check digit is ISO/IEC 7064 MOD 11,10 over the fifteen digits before it. The caller
    draws again if the number is taken.
    """
    digits = f"{on:%Y%m%d}{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}"
    return grouped(digits + mod_11_10.calc_check_digit(digits))


def grouped(digits: str) -> str:
    """Sixteen digits as people read them: 20261122-4827316-5."""
    return f"{digits[:8]}-{digits[8:15]}-{digits[15:]}"


def parse_receipt(text: str) -> str:
    """The receipt number meant by `text`, however it is spaced; "" if it cannot be one."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789")
    if len(digits) != RECEIPT_DIGITS or not mod_11_10.is_valid(digits):
        return ""
    return grouped(digits)


def tracking_code(submission_key: UUID) -> str:
    """The secret code of the submission, such as 7K2M-Q4XP-9TRD; the same one every time."""
    mac = salted_hmac("suggestions.tracking", submission_key.hex, algorithm="sha256").digest()
    number = int.from_bytes(mac, "big")
    code = "".join(ALPHABET[(number >> 5 * place) % 32] for place in range(CODE_LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def tracking_digest(receipt: str, code: str) -> str:
    """What is stored of a tracking code: SHA-256 over receipt and code, in hex."""
    return hashlib.sha256(f"{receipt}:{plain_code(code)}".encode()).hexdigest()


def plain_code(code: str) -> str:
    """The characters of a code as it was meant, however it is spaced and written."""
    typed = unicodedata.normalize("NFKC", code).upper().translate(READ_AS)
    return "".join(c for c in typed if c in ALPHABET)


def code_fits(code: str, *, receipt: str, digest: str) -> bool:
    """Whether `code` is the one behind `digest`, compared in constant time."""
    return constant_time_compare(tracking_digest(receipt, code), digest)
