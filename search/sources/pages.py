"""What all sources made of pages share."""

from datetime import date

from django.utils import timezone
from wagtail.models import Page


def version(page: Page) -> int:
    """Milliseconds of the last publishing: drafts do not count, and it never goes back."""
    published = page.last_published_at or page.first_published_at
    return int(published.timestamp() * 1000) if published else 0


def published_on(page: Page) -> date:
    """The local day on which the page first appeared; today for one that never did."""
    return timezone.localdate(page.first_published_at or timezone.now())
