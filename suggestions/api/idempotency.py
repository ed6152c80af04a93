"""Idempotency: a request with the same key and body is done once and answered the same."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from suggestions.api.kept_answer import KeptAnswer
from suggestions.api.problems import Problem
from suggestions.api.system import ConnectedSystem

HEADER = "Idempotency-Key"
KEY_LENGTH = 64
"""Characters; with a mark before it the key stands in for a number (Suggestion.source_key)."""
ALLOWED = re.compile(rf"[A-Za-z0-9._:\-]{{1,{KEY_LENGTH}}}")
Answer = dict[str, Any]


def key_in(request: HttpRequest) -> str:
    """The idempotency key of the request. Raises Problem without a usable one."""
    key = request.headers.get(HEADER, "")
    if not ALLOWED.fullmatch(key):
        raise Problem("no_idempotency_key")
    return key


def once(
    request: HttpRequest, system: ConnectedSystem, work: Callable[[str], Answer], *, at: datetime
) -> tuple[Answer, bool]:
    """What `work` answers, given the key, and whether that is the answer of an earlier request.

    A refusal keeps nothing: the request may be mended and sent again under its key. Of two at
    the same time the second waits for the first. Raises Problem if the key was used for
    another address or body.
    """
    key, digest = key_in(request), _digest(request)
    earlier = _earlier(system, key, digest)
    if earlier is not None:
        return earlier, True
    try:
        with transaction.atomic():
            row = KeptAnswer.objects.create(system=system, key=key, body_digest=digest, at=at)
            answer = work(key)
            row.answer, row.status = answer, 201
            row.save(update_fields=["answer", "status"])
            return answer, False
    except IntegrityError:
        earlier = _earlier(system, key, digest)
        if earlier is None:
            raise
        return earlier, True


def _digest(request: HttpRequest) -> str:
    said = request.method.encode() if request.method else b""
    return hashlib.sha256(said + b" " + request.path.encode() + b"\n" + request.body).hexdigest()


def _earlier(system: ConnectedSystem, key: str, digest: str) -> Answer | None:
    row = KeptAnswer.objects.filter(system=system, key=key).first()
    if row is None:
        return None
    if row.body_digest != digest:
        raise Problem("key_used")
    answer: Answer = row.answer or {}
    return answer
