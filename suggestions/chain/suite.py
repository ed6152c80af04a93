"""The suite: which algorithms an entry of the log was made with, by name.

Every entry names its suite, so that entries made with another one are still checked.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.accounts.encryption import CannotOpen

NONCE_BYTES = 12
COPY_KEY = b"golden-ideas copy of the facts"
"""What the key of the sealed copy is derived with; commitments use the subject's key itself."""


@dataclass(frozen=True)
class Suite:
    """A hash function by its name in hashlib, and what follows from it."""

    name: str
    hash_name: str

    def digest(self, content: bytes) -> str:
        """The hash of `content`, in lower-case hexadecimal."""
        return hashlib.new(self.hash_name, content).hexdigest()

    def commitment(self, key: bytes, content: bytes) -> str:
        """HMAC of `content` under `key` (RFC 2104), in lower-case hexadecimal."""
        return hmac.new(key, content, self.hash_name).hexdigest()

    def seal(self, key: bytes, content: bytes, *, bound_to: str) -> bytes:
        """`content` encrypted with a key derived from `key` (AES-256-GCM): nonce, then the rest."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher(key).encrypt(nonce, content, bound_to.encode())

    def unseal(self, key: bytes, sealed: bytes, *, bound_to: str) -> bytes:
        """What was sealed under `key`; raises CannotOpen if it was changed since."""
        nonce, rest = bytes(sealed[:NONCE_BYTES]), bytes(sealed[NONCE_BYTES:])
        try:
            return self._cipher(key).decrypt(nonce, rest, bound_to.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: cut short
            raise CannotOpen("the sealed copy was changed") from error

    def _cipher(self, key: bytes) -> AESGCM:
        return AESGCM(hmac.digest(key, COPY_KEY, self.hash_name)[:32])


SUITES = {"sha256": Suite(name="sha256", hash_name="sha256")}
NEWEST = SUITES["sha256"]
"""What new entries are made with."""
