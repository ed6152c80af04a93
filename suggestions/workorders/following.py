"""Following: each move of a suggestion that came as a work order is to be told its system.

The row is written in the transaction of the move; `changes` numbers it, `pushing` sends it
within a minute.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from suggestions.states import Channel
from suggestions.workorders.order import StatusChange, WorkOrder

if TYPE_CHECKING:
    from suggestions.history import Entry


def follow_moves(entries: Iterable["Entry"]) -> None:
    """Keep for every work order among them where it went and what the author was told.

    No query if none came from a hotline: the channel is in the row at hand.
    """
    moved = {e.suggestion_id: e for e in entries if e.suggestion.channel == Channel.HOTLINE}
    if not moved:
        return
    orders = WorkOrder.objects.filter(suggestion__in=list(moved))
    StatusChange.objects.bulk_create(
        StatusChange(
            order=order,
            system_id=order.system_id,
            status=moved[order.suggestion_id].after,
            note=moved[order.suggestion_id].note,
            at=moved[order.suggestion_id].at,
        )
        for order in orders
    )
