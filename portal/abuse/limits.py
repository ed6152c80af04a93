"""How often one client and one account may write; the rates are in settings.WRITE_LIMITS."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from portal.abuse.address import client_address, household
from portal.abuse.counting import count


@dataclass(frozen=True)
class Verdict:
    """Whether a write may go on; true in a condition if it may."""

    allowed: bool
    retry_after: int = 0  # seconds until the next try makes sense

    def __bool__(self) -> bool:
        """Whether the write is allowed."""
        return self.allowed


def check(request: HttpRequest, action: str, *, proven: bool = False) -> Verdict:
    """Count one try at `action` (a key of WRITE_LIMITS) and say whether it may go on.

    A signed-in account is counted by itself and its address is left alone: a station's
    clerks share one. Everyone else is counted by address, with the wider limit for who
    shows a proof of work. Call it outside a transaction, or a rollback forgets the try.
    Raises KeyError if the action has no limits.
    """
    holder, kind = subject_of(request, proven=proven)
    wait = longest_wait(action, kind, holder)
    return Verdict(allowed=not wait, retry_after=wait)


def longest_wait(action: str, kind: str, holder: str) -> int:
    """Count one try of `holder` (a key or digest) against the rates of its kind.

    Returns the seconds until all of them allow the next one; 0 if this one may go on.
    Raises KeyError if there are no such limits.
    """
    now = int(time.time())
    waits = [
        wait_for(f"{action}:{kind}:{holder}", number, seconds, now=now)
        for number, seconds in settings.WRITE_LIMITS[action][kind]
    ]
    return max(waits, default=0)


def subject_of(request: HttpRequest, *, proven: bool) -> tuple[str, str]:
    """Who is counted, unreadable without SECRET_KEY, and by which kind of limit."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return digest(f"account {user.pk}"), "account"
    holder = digest(f"address {household(client_address(request))}")
    return holder, "proven" if proven else "unproven"


def digest(text: str) -> str:
    """A short keyed fingerprint: counters must not become a list of who visited."""
    return salted_hmac("portal.abuse", text, algorithm="sha256").hexdigest()[:32]


def wait_for(key: str, number: int, seconds: int, *, now: int) -> int:
    """Seconds to wait because `key` was used more than `number` times in this window; else 0.

    Windows are fixed, so up to twice the number fits around their border: the price of
    one counter instead of a list of moments.
    """
    window = now // seconds
    used = count(f"{key}:{seconds}:{window}", seconds=seconds)
    return 0 if used <= number else (window + 1) * seconds - now
