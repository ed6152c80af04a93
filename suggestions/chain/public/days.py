"""Days: a daily root as the site publishes it in JSON."""

from typing import Any

from django.urls import reverse

from suggestions.chain.entry import BEGINNING
from suggestions.chain.facts import moment
from suggestions.chain.roots import DayRoot
from suggestions.chain.suite import SUITES


def as_json(root: DayRoot) -> dict[str, Any]:
    """What a reader keeps of one day; numbers count the entries from the first day on."""
    return {
        "day": root.day.isoformat(),
        "first": root.first,
        "last": root.last,
        "count": root.count,
        "head": root.head,
        "hash": SUITES[root.suite].hash_name,
        "made_at": moment(root.made_at),
    }


def begins_from(root: DayRoot) -> str:
    """The hash that the day's first entry follows."""
    before = DayRoot.objects.before(root.day)
    return before.head if before else BEGINNING


def with_links(root: DayRoot) -> dict[str, Any]:
    """One day with the head it began from, and where its entries are."""
    before = DayRoot.objects.before(root.day)
    said = as_json(root)
    said["begins_from"] = before.head if before else BEGINNING
    said["entries"] = reverse("suggestions:log_entries", args=[root.day])
    said["earlier"] = reverse("suggestions:log_day", args=[before.day]) if before else None
    return said
