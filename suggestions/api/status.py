"""Status: what a system may ask about what it handed in."""

from typing import Any

from suggestions.api.drafting import NO_NUMBER
from suggestions.api.key import ApiKey
from suggestions.api.problems import Problem
from suggestions.api.submitting import own
from suggestions.history import Entry
from suggestions.intake.receipts import parse_receipt
from suggestions.intake.steps import visible_entries
from suggestions.suggestion import Suggestion

Answer = dict[str, Any]
PAGE = 50
MOST = 200


def status_of(receipt: str, key: ApiKey) -> Answer:
    """Where the suggestion with this receipt stands, with every step the author may read.

    Raises Problem for a receipt that is not one of the system's own.
    """
    rows = own(key).select_related("unit", "work_order")
    row = rows.filter(receipt=parse_receipt(receipt) or receipt).first()
    if row is None:
        raise Problem("not_found")
    return described(row)


def described(row: Suggestion) -> Answer:
    """One suggestion, for the system it came from; needs its unit and work order."""
    order = getattr(row, "work_order", None)
    return {
        **line_of(row),
        "unit": row.unit.name,
        "committed_on": order and order.committed_on,
        "steps": [_step(entry) for entry in visible_entries(row)],
    }


def line_of(row: Suggestion) -> Answer:
    """One suggestion in a list."""
    number = "" if row.source_key.startswith(NO_NUMBER) else row.source_key
    return {
        "receipt": row.receipt,
        "number": number,
        "status": row.state,
        "since": row.state_since,
    }


def listed(key: ApiKey, *, after: int, limit: int) -> Answer:
    """Own suggestions in the order they came, after the one with this key; one query."""
    rows = list(own(key).filter(pk__gt=after).order_by("pk")[: limit + 1])
    shown = rows[:limit]
    more = str(shown[-1].pk) if len(rows) > limit else ""
    return {"items": [line_of(row) for row in shown], "next": more}


def _step(entry: Entry) -> Answer:
    return {
        "status": entry.after or entry.event,
        "title": entry.step,
        "at": entry.at,
        "note": entry.note,
    }
