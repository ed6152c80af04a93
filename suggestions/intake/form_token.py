"""Form tokens: which form this is, for which campaign, with which wordings, opened when."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

SALT = "suggestions.form"
VALID_FOR = timedelta(hours=12)
"""Longer than anyone types without a break, shorter than a browser left open overnight."""


@dataclass(frozen=True)
class FormToken:
    """One opened form. Its key makes a double click one suggestion and finds the kept files."""

    key: uuid.UUID
    campaign: int
    texts: frozenset[int]
    expired: bool = False


def new_token(campaign: int, texts: Iterable[int], *, key: uuid.UUID | None = None) -> str:
    """A signed token for a form opened now; `key` carries an earlier form on."""
    said = {"key": (key or uuid.uuid4()).hex, "campaign": campaign, "texts": sorted(texts)}
    return signing.dumps(said, salt=SALT)


def read_token(token: str) -> FormToken | None:
    """What `token` says; None if it is not one of ours. An old one is marked, not dropped."""
    try:
        return _parsed(signing.loads(token, salt=SALT, max_age=VALID_FOR), expired=False)
    except signing.SignatureExpired:
        return _parsed(signing.loads(token, salt=SALT), expired=True)
    except signing.BadSignature:
        return None


def _parsed(said: dict, *, expired: bool) -> FormToken:
    return FormToken(
        uuid.UUID(said["key"]), said["campaign"], frozenset(said["texts"]), expired=expired
    )
