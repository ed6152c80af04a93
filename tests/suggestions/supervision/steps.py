"""What the tests of supervision's pages do again and again."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from suggestions.clocks.step import Step
from tests.factories import ClockFactory


def url(name, *keys):
    return reverse(f"supervision:{name}", args=keys)


def late(world, suggestion, step=Step.REPLY):
    at = world.now - timedelta(days=1)
    return ClockFactory(suggestion=suggestion, unit=world.bureau, step=step, due_at=at)


def beginning(world, **more):
    asked = {"unit": world.bureau.pk, "kind": "reminder", "ground": "overdue", **more}
    return f"{url('write_letter')}?{urlencode(asked)}"
