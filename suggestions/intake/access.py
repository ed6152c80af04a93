"""Access: who may see a suggestion as its author does, and for how long."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from portal.organisation.rights import Person
from suggestions.suggestion import Suggestion

OPEN_FOR = timedelta(minutes=60)
"""How long receipt and code once typed stay valid: stations share their computers."""
MOST = 20  # suggestions opened at the same time
KEY = "tracked"


def open_for_author(session: SessionBase, suggestion: Suggestion, *, at: datetime) -> None:
    """Let this browser see `suggestion` as its author for OPEN_FOR."""
    opened: dict[str, Any] = session.get(KEY, {})
    opened.pop(str(suggestion.pk), None)
    opened[str(suggestion.pk)] = at.timestamp()
    session[KEY] = dict(list(opened.items())[-MOST:])


def is_author(session: SessionBase, user: Person, suggestion: Suggestion, *, at: datetime) -> bool:
    """Whether this is the account that wrote it, or a browser that showed its code lately."""
    if user.is_authenticated and suggestion.author_id == user.pk:
        return True
    opened_at = session.get(KEY, {}).get(str(suggestion.pk), 0)
    return at.timestamp() - opened_at < OPEN_FOR.total_seconds()
