"""Sight: which suggestions units see because they have a part in handling them.

Only open duties and calls open a suggestion, and an accepted lead is none of them: that unit is
the suggestion's own. So the rows are few however many suggestions there are.
"""

from collections.abc import Sequence

from django.db import models

from portal.organisation.unit import Unit, within
from suggestions.duties.call import Call
from suggestions.duties.duty import ELSEWHERE, WAITING, Duty


def has_part(units: Sequence[Unit]) -> models.Q:
    """That one of `units`, or a unit below, has a part in the suggestion: it has been offered
    it, helps, was called, has called, or waits for an answer to its offer.
    """
    mine, calls = Duty.objects.filter(ELSEWHERE), Call.objects.open()
    seen = [
        mine.filter(within(units, "unit")),
        Duty.objects.filter(ELSEWHERE, state__in=sorted(WAITING)).filter(within(units, "sender")),
        calls.filter(within(units, "unit")),
        calls.filter(within(units, "caller")),
    ]
    keys = models.Q(pk__in=[])
    for rows in seen:
        keys |= models.Q(pk__in=rows.order_by().values("suggestion"))
    return keys
