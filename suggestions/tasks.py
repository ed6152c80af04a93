"""Celery finds tasks in this module; each lives with its step."""

from suggestions.notices import notify_author, send_waiting_notices
from suggestions.tally import recount, recount_stale

__all__ = ["notify_author", "recount", "recount_stale", "send_waiting_notices"]
