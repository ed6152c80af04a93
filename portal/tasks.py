"""The portal's scheduled work."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from portal.messaging.daily.mailing import send_waiting_digests, write_daily_digests
from portal.organisation.screens import close_screens
from portal.regulations.versions import settle_due

__all__ = [
    "close_screens_of_past_roles",
    "publish_scheduled_pages",
    "send_waiting_digests",
    "settle_regulations",
    "write_daily_digests",
]


@shared_task
def publish_scheduled_pages() -> None:
    """Publish and unpublish the pages whose time has come; safe to run at any time."""
    call_command("publish_scheduled")


@shared_task
def settle_regulations() -> None:
    """Bring the versions of laws into force whose day has come; safe to run at any time."""
    settle_due(on=timezone.localdate())


@shared_task
def close_screens_of_past_roles() -> None:
    """Take people out of the groups of roles that have ended; safe to run at any time."""
    close_screens(on=timezone.localdate())
