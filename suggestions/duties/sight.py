"""Sight: which suggestions units see because they have a part in handling them.

Only open duties and calls open a suggestion, and an accepted lead is none of them: that unit is
the suggestion's own. So the rows are few however many suggestions there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db import models

from portal.among import AmongKeys, AmongRows
from suggestions.duties.call import Call
from suggestions.duties.duty import ELSEWHERE, WAITING, Duty

Reach = Callable[[str], models.Q]
"""That the unit at the end of a way is one of those meant."""


def has_part(units: Sequence[int]) -> models.Q:
    """That one of the units with these keys has a part in the suggestion: it has been offered
    it, helps, was called, has called, or waits for an answer to its offer.
    """
    return part_of(lambda way: models.Q(AmongKeys(f"{way}_id", units)))


def part_of(reach: Reach) -> models.Q:
    """The same for the units that `reach` means."""
    keys = models.Q(pk__in=[])
    for rows in _parts(reach):
        keys |= models.Q(AmongRows("pk", rows.order_by().values("suggestion")))
    return keys


def paths_with_part(suggestions: Iterable[int]) -> dict[int, set[str]]:
    """The tree paths of the units with a part in each of these suggestions; two queries."""
    keys = list(suggestions)
    paths: dict[int, set[str]] = defaultdict(set)
    duties = Duty.objects.filter(ELSEWHERE, suggestion__in=keys).order_by()
    for row, state, unit, sender in duties.values_list(
        "suggestion", "state", "unit__path", "sender__path"
    ):
        paths[row] |= {unit, sender} if state in WAITING else {unit}
    calls = Call.objects.open().filter(suggestion__in=keys).order_by()
    for row, unit, caller in calls.values_list("suggestion", "unit__path", "caller__path"):
        paths[row] |= {unit, caller}
    return paths


def _parts(reach: Reach) -> "list[models.QuerySet[Duty] | models.QuerySet[Call]]":
    duties, calls = Duty.objects.filter(ELSEWHERE), Call.objects.open()
    return [
        duties.filter(reach("unit")),
        duties.filter(reach("sender"), state__in=sorted(WAITING)),
        calls.filter(reach("unit")),
        calls.filter(reach("caller")),
    ]
