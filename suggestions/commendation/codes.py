"""Verification codes: unguessable, with a check character, found without telling anything."""

import hashlib
import secrets
import unicodedata

from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: no letter is read as a digit or as another letter."""
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
RANDOM_CHARACTERS = 19  # 95 bits
GROUP = 5
CODE_LENGTH = RANDOM_CHARACTERS + 1
UNKNOWN = "0" * 64
"""A digest that no code has."""


def new_code() -> str:
    """Nineteen random characters and a check character (ISO/IEC 7064 MOD 37,36).

    Drawn again while the check character is one that people would misread.
    """
    while True:
        code = "".join(secrets.choice(ALPHABET) for _place in range(RANDOM_CHARACTERS))
        check = mod_37_36.calc_check_digit(code)
        if check in ALPHABET:
            return code + check


def grouped(code: str) -> str:
    """The code as people read it: 7K2MQ-4XP9T-RD03A-6HJWZ."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def parse(text: str) -> str:
    """The code meant by `text`, however it is spaced; "" if it cannot be one."""
    typed = unicodedata.normalize("NFKC", text).upper().translate(READ_AS)
    plain = "".join(c for c in typed if c in ALPHABET)
    if len(plain) != CODE_LENGTH or not mod_37_36.is_valid(plain):
        return ""
    return plain


def digest_of(code: str) -> str:
    """What a code is looked up by: SHA-256 in hex.

    The index compares digests, so the time it takes tells nothing about any real code. What
    is no code at all gets a digest too, and takes as long.
    """
    return hashlib.sha256(f"certificate:{code}".encode()).hexdigest() if code else UNKNOWN
