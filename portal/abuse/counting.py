"""Counting how often something was done in a span of time, across all processes.

The shared cache counts if there is one (Redis). A table counts where there is none, and
while the cache is out of reach: a limit must neither vanish nor stop anyone from writing.
"""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)

SWEEP = 100  # rows deleted at once


class UseCount(models.Model):
    """How often one thing was done in one window; deleted when the window is over."""

    key = models.CharField(max_length=100, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        """The key, which names nobody: addresses are hashed in it."""
        return f"{self.key}: {self.number}"


def count(key: str, *, seconds: int) -> int:
    """Add one to `key` (at most 100 characters) and return how often that was done.

    The count is forgotten `seconds` after the first time at the earliest.
    """
    if not settings.REDIS_URL:
        return count_in_table(key, seconds=seconds)
    try:
        return count_in_cache(key, seconds=seconds)
    except RedisError as error:
        logger.warning("limits.cache_out_of_reach", error=type(error).__name__)
        return count_in_table(key, seconds=seconds)


def count_in_cache(key: str, *, seconds: int) -> int:
    """As `count`, in the shared cache; its increment is atomic."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, timeout=seconds)
        return 1


def count_in_table(key: str, *, seconds: int) -> int:
    """As `count`, in the database; the row is locked while it is raised."""
    with transaction.atomic():
        if not raise_count(key) and not first_count(key, seconds=seconds):
            raise_count(key)  # another process was first
        return UseCount.objects.values_list("number", flat=True).get(key=key)


def raise_count(key: str) -> bool:
    """Add one to the row of `key`; returns False if there is none."""
    return bool(UseCount.objects.filter(key=key).update(number=F("number") + 1))


def first_count(key: str, *, seconds: int) -> bool:
    """Make the row of `key`; returns False if it is there already. Sweeps old rows away."""
    now = timezone.now()
    forget_old_counts(before=now)
    try:
        with transaction.atomic():
            UseCount.objects.create(key=key, number=1, until=now + timedelta(seconds=seconds))
    except IntegrityError:
        return False
    return True


@transaction.atomic
def forget_old_counts(*, before: datetime) -> None:
    """Delete some counts whose window ended before this moment, leaving those in use alone."""
    old = UseCount.objects.filter(until__lt=before).select_for_update(skip_locked=True)
    UseCount.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:SWEEP])).delete()
