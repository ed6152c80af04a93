"""The demo's clock: what happened in the invented past is written as of then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from unittest.mock import patch

from django.utils import timezone

MORNING = "10:15"


def moment(day: int, clock: str = MORNING, *, today: datetime) -> datetime:
    """The local time `clock` ("HH:MM") on the day that is `day` days after `today`."""
    local = timezone.localdate(today) + timedelta(days=day)
    return timezone.make_aware(datetime.combine(local, time.fromisoformat(clock)))


@contextmanager
def as_of(at: datetime) -> Iterator[datetime]:
    """Inside the block the product takes `at` for now, so that its own functions tell the past."""
    with patch("django.utils.timezone.now", return_value=at):
        yield at
