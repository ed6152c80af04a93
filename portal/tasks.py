"""The portal's scheduled work."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from portal.messaging.daily.mailing import send_waiting_digests, write_daily_digests
from portal.organisation.screens import fit_screens
from portal.regulations.versions import settle_due

__all__ = [
    "fit_screens_to_roles",
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
def fit_screens_to_roles() -> None:
    """Open the screens of roles that have begun, close those of ended ones; safe at any time."""
    fit_screens(on=timezone.localdate())
