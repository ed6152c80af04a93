"""How a change is written, whether it is asked for or pushed."""

from typing import Any

from suggestions.workorders.order import StatusChange


def change_as_json(change: StatusChange) -> dict[str, Any]:
    """The change by the other system's own number; needs its order and suggestion."""
    committed = change.committed_on
    return {
        "change": change.number,
        "number": change.order.number,
        "receipt": change.order.suggestion.receipt,
        "status": change.status,
        "note": change.note,
        "committed_on": committed.isoformat() if committed else None,
        "at": change.at.isoformat(),
    }
