"""Pushing: changes go to the other system's address, in order, each until it is confirmed.

At least once: a confirmation may be lost, so every change has an idempotency key that stays
the same. A system that is down is asked again after a growing while, for as long as it takes.
"""

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import requests
import structlog
from celery import shared_task
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from suggestions.api.system import ConnectedSystem
from suggestions.workorders.changes import number_waiting, told
from suggestions.workorders.order import StatusChange
from suggestions.workorders.shown import change_as_json

logger = structlog.get_logger(__name__)
TIMEOUT = (5, 10)  # seconds to connect, and to wait for the answer
CLAIM_FOR = timedelta(minutes=10)
"""How long one run may take; it sends AT_MOST changes of at most 15 seconds each, and stops."""
AT_MOST = 30
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
DONE = frozenset({200, 201, 202, 204})


@shared_task
def push_waiting() -> None:
    """Push what waits for every system with an address; may run twice or late."""
    now = timezone.now()
    for system in ConnectedSystem.objects.exclude(push_url=""):
        if _claim(system, now):
            _push(system)


def may_be_told(url: str) -> bool:
    """Whether the host of `url` is one that the installation allows."""
    parts = urlsplit(url)
    return (
        bool(parts.hostname) and {parts.netloc, parts.hostname} & set(settings.PUSH_HOSTS) != set()
    )


def _claim(system: ConnectedSystem, now: datetime) -> bool:
    """Get hold of the system, unless another run has it or it is not yet to be asked again."""
    free = Q(push_claimed_at__isnull=True) | Q(push_claimed_at__lt=now - CLAIM_FOR)
    due = Q(push_next_at__isnull=True) | Q(push_next_at__lte=now)
    rows = ConnectedSystem.objects.filter(free, due, pk=system.pk)
    return bool(rows.update(push_claimed_at=now))


def _push(system: ConnectedSystem) -> None:
    """Send until all is sent, AT_MOST, or the first failure: later ones must not overtake it."""
    error, more = "", True
    number_waiting(system)
    for sent, change in enumerate(told(system).unpushed()[: AT_MOST + 1]):
        more = sent < AT_MOST
        error = _sent(system, change) if more else ""
        if error or not more:
            break
        StatusChange.objects.filter(pk=change.pk).update(pushed_at=timezone.now())
    _release(system, error)


def _release(system: ConnectedSystem, error: str) -> None:
    failures = system.push_failures + 1 if error else 0
    wait = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT) if error else None
    ConnectedSystem.objects.filter(pk=system.pk).update(
        push_claimed_at=None,
        push_failures=failures,
        push_error=error[:200],
        push_next_at=timezone.now() + wait if wait else None,
    )


def _sent(system: ConnectedSystem, change: StatusChange) -> str:
    """Send one change; "" if it was confirmed, else what went wrong."""
    if not may_be_told(system.push_url):
        return "PUSH_HOSTS"
    body = json.dumps(change_as_json(change), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": f"{system.code}-{change.number}",
        "X-Signature": f"sha256={signature(system, body)}",
    }
    try:
        answer = requests.post(
            system.push_url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
    except requests.RequestException as error:
        logger.warning("workorders.not_pushed", system=system.code, error=type(error).__name__)
        return type(error).__name__
    return "" if answer.status_code in DONE else f"HTTP {answer.status_code}"


def signature(system: ConnectedSystem, body: bytes) -> str:
    """HMAC-SHA-256 of the body under the system's secret, in hex."""
    return hmac.new(system.push_secret.encode(), body, hashlib.sha256).hexdigest()
