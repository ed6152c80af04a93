"""Authenticated encryption with rotating keys (AES-256-GCM, NIST SP 800-38D).

A sealed value reads `key name | 12 bytes nonce | ciphertext and tag`; the first of
CONTACT_KEYS seals, any of them opens, so keys rotate without a stop.
"""

import base64
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12
KEY_BYTES = 32
KEY_NAME_LENGTH = 40
SEPARATOR = b"|"


class CannotOpen(Exception):
    """The value was changed, belongs to another row, or its key is gone."""


@dataclass(frozen=True)
class Key:
    """One named key of 32 bytes; the bytes never show."""

    name: str
    secret: bytes = field(repr=False)


def keys() -> list[Key]:
    """The keys of CONTACT_KEYS ("name:base64"), newest first.

    Raises ImproperlyConfigured if there is none or one is not 32 bytes.
    """
    found = [parse(text) for text in settings.CONTACT_KEYS]
    if not found:
        raise ImproperlyConfigured("CONTACT_KEYS is empty.")
    return found


def parse(text: str) -> Key:
    """The key written as "name:base64 of 32 bytes"; raises ImproperlyConfigured otherwise."""
    name, _, encoded = text.partition(":")
    try:
        secret = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"The contact key {name!r} is not base64.") from error
    if len(secret) != KEY_BYTES:
        raise ImproperlyConfigured(f"The contact key {name!r} is not {KEY_BYTES} bytes.")
    if not 0 < len(name.encode()) <= KEY_NAME_LENGTH or SEPARATOR.decode() in name:
        raise ImproperlyConfigured("A contact key has no usable name.")
    return Key(name, secret)


def newest_key() -> str:
    """The name of the key that seals today."""
    return keys()[0].name


def seal(plain: bytes, *, bound_to: str) -> bytes:
    """Encrypt `plain` with the newest key; it opens only with the same `bound_to`."""
    key = keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key.secret).encrypt(nonce, plain, bound_to.encode())
    return key.name.encode() + SEPARATOR + nonce + sealed


def unseal(sealed: bytes | memoryview, *, bound_to: str) -> bytes:
    """The plain bytes of `sealed`; raises CannotOpen if it was changed or its key is gone."""
    name, _, rest = bytes(sealed).partition(SEPARATOR)
    secret = {key.name.encode(): key.secret for key in keys()}.get(name)
    if secret is None:
        raise CannotOpen(f"no key named {name.decode(errors='replace')!r}")
    try:
        return AESGCM(secret).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], bound_to.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: cut short
        raise CannotOpen("the value does not fit its key or its row") from error
