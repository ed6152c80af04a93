"""The portal's scheduled work."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled_pages() -> None:
    """Publish and unpublish the pages whose time has come; safe to run at any time."""
    call_command("publish_scheduled")
