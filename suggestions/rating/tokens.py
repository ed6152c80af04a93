"""Tokens: what links and short codes are made of. What they open is in link.py."""

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from suggestions.intake.receipts import ALPHABET
from suggestions.rating.asking import Asking

SALT = "suggestions.rating.link"
CODE_LENGTH = 8
"""Characters of a short code: 40 bits, tried a few times a minute at most."""


def token_for(asking: Asking) -> str:
    """The secret part of the link to this asking's questions."""
    return signing.dumps(asking.key.hex, salt=SALT)


def path_for(asking: Asking) -> str:
    """The address of the questions, below the site's own."""
    return reverse("suggestions:rate", args=[token_for(asking)])


def short_code(asking: Asking) -> str:
    """The code that opens the questions together with the receipt number, such as 7K2M-Q4XP."""
    mac = salted_hmac("suggestions.rating.code", asking.key.hex, algorithm="sha256").digest()
    number = int.from_bytes(mac, "big")
    code = "".join(ALPHABET[(number >> 5 * place) % 32] for place in range(CODE_LENGTH))
    return f"{code[:4]}-{code[4:]}"
