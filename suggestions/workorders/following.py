"""Following: each move of a suggestion that came as a work order is to be told its system.

The row is written in the transaction of the move; `changes` numbers it, `pushing` sends it
within a minute.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from suggestions.states import Channel, Classification
from suggestions.suggestion import Suggestion
from suggestions.workorders.order import ENDED, StatusChange, WorkOrder

if TYPE_CHECKING:
    from suggestions.history import Entry


def follow_moves(entries: Iterable["Entry"]) -> None:
    """Keep for every work order among them where it went and what the author was told.

    Of sealed reports nothing more is told. No query if none came from a hotline: the channel
    is in the row at hand.
    """
    moved = {e.suggestion_id: e for e in entries if _is_told(e.suggestion)}
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


def follow_sealing(suggestion: Suggestion, *, at: datetime) -> None:
    """What came as a work order is sealed: for its system it ends, as if it was referred.

    An order that simply fell silent would be asked about, and stay open there for ever. No
    reason is given, so that it reads like any other referral.
    """
    _tell(suggestion, ENDED, at=at)


def follow_unsealing(suggestion: Suggestion, *, at: datetime) -> None:
    """What came as a work order was no report after all: its system is told where it stands.

    There it ended when it was sealed; without this it would stay ended until the next step.
    """
    _tell(suggestion, suggestion.state, at=at)


def _tell(suggestion: Suggestion, status: str, *, at: datetime) -> None:
    order = WorkOrder.objects.filter(suggestion=suggestion).first()
    if order is not None:
        StatusChange.objects.create(order=order, system_id=order.system_id, status=status, at=at)


def _is_told(suggestion: Suggestion) -> bool:
    return (
        suggestion.channel == Channel.HOTLINE and suggestion.classification != Classification.REPORT
    )
