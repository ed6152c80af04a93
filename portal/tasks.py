"""The portal's scheduled work."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from portal.regulations.versions import settle_due


@shared_task
def publish_scheduled_pages() -> None:
    """Publish and unpublish the pages whose time has come; safe to run at any time."""
    call_command("publish_scheduled")


@shared_task
def settle_regulations() -> None:
    """Bring the versions of laws into force whose day has come; safe to run at any time."""
    settle_due(on=timezone.localdate())
