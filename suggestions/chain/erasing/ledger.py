"""The ledger of erasures: a file beside the database, so that a restored backup repeats them.

One line of canonical JSON for each erasure, only ever appended. It names nobody: a person's
suggestion is told by a keyed digest of its receipt number, which only this portal can form.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from portal.accounts.user import User
from suggestions.chain.facts import canonical
from suggestions.suggestion import Suggestion

SALT = "suggestions.erasures"
FINGERPRINT_LENGTH = 16
"""Hexadecimal digits."""


@dataclass(frozen=True)
class Line:
    """One erasure as the file tells of it.

    `key` is the fingerprint of the key of `subject`; lines from before it was kept have none.
    """

    number: str
    subject: str
    reason: str
    keeps_text: bool
    at: str
    key: str = ""


def append(line: Line) -> None:
    """Write `line` at the end of the file and wait until it is on the disk."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(canonical(asdict(line)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def lines() -> Iterator[Line]:
    """The erasures in the file, oldest first; none if there is no file.

    Raises ValueError for a line that cannot be read.
    """
    path = _path()
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for text in file:
                yield Line(**json.loads(text))


def digest_of(subject: Suggestion | User) -> str:
    """How the file tells of a suggestion or an account."""
    return digest(name_of(subject), settings.SECRET_KEY)


def digests(name: str) -> set[str]:
    """What the file may say of `name`: with the portal's key, or one that was in use before."""
    return {digest(name, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def fingerprint(key: str | bytes) -> str:
    """By what the file tells keys of this portal apart; it says nothing about the key."""
    return digest("key", key)[:FINGERPRINT_LENGTH]


def is_readable(line: Line) -> bool:
    """Whether a key that the portal has is the line's; old lines do not say, and count as such."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return not line.key or line.key in map(fingerprint, keys)


def digest(name: str, key: str | bytes) -> str:
    """HMAC-SHA256 of `name` under a key of this portal, in hexadecimal."""
    return salted_hmac(SALT, name, secret=key, algorithm="sha256").hexdigest()


def name_of(subject: Suggestion | User) -> str:
    """What is digested: the receipt of a suggestion, number and beginning of an account."""
    if isinstance(subject, Suggestion):
        return f"suggestion:{subject.receipt}"
    return f"account:{subject.pk}:{subject.date_joined.isoformat()}"


def _path() -> Path:
    return Path(settings.ERASURES_FILE)
