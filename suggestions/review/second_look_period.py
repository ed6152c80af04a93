"""Until when an author may ask for a second look: a setting of the campaign, in local days."""

from datetime import date, timedelta

from suggestions.states import State

OPEN_TO = frozenset({State.KEPT, State.NOT_ADOPTED})
"""What was adopted, if only in part, is being carried out; there is nothing to ask for."""


def last_day(outcome: str, days: int, *, on: date) -> date | None:
    """The last local day for asking about an `outcome` published on `on`; None if never."""
    if outcome not in OPEN_TO or not days:
        return None
    return on + timedelta(days=days)
