"""Celery finds tasks in this module; each lives with its step."""

from suggestions.intake.preparing import (
    forget_loose_attachments,
    prepare,
    prepare_waiting_attachments,
)
from suggestions.notices import notify_author, send_waiting_notices
from suggestions.repeats.telling import tell_authors_of_repeats
from suggestions.tally import recount, recount_stale

__all__ = [
    "forget_loose_attachments",
    "notify_author",
    "prepare",
    "prepare_waiting_attachments",
    "recount",
    "recount_stale",
    "send_waiting_notices",
    "tell_authors_of_repeats",
]
