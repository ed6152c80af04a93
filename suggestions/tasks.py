"""Celery finds tasks in this module; each lives with its step."""

from suggestions.notices import notify_author

__all__ = ["notify_author"]
