"""Notices: what the author of a suggestion is told when something happens to it."""

from celery import shared_task


@shared_task
def notify_author(entry: int) -> None:
    """Tell the author about the history entry with this key, if they can be reached."""
