"""Hands: who else could do a step, where nobody may pass a judgement on their own work.

In an office of one person the step is theirs all the same; it is then recorded that they were
alone.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import holders
from portal.organisation.unit import Unit
from suggestions.replies.reply import Reply
from suggestions.rights import RIGHTS, Action
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


def hands_of(reply: Reply) -> set[int]:
    """The keys of those who wrote, approved or sent `reply`."""
    return {key for key in (reply.drafted_by_id, reply.approved_by_id, reply.sent_by_id) if key}


def somebody_else(
    action: Action,
    suggestion: Suggestion,
    *,
    besides: Collection[int],
    on: date,
    above: bool = False,
    roles: Collection[Role] = (),
) -> bool:
    """Whether anybody but `besides` (keys) may do `action` at the suggestion's unit.

    With `above` also at the units above it, except for reports against someone, which no
    other office sees. `roles` narrows those of the action.
    """
    wanted = frozenset(roles) or RIGHTS[action]
    if suggestion.classification == Classification.REPORT:
        wanted, above = frozenset({Role.HANDLER}), False
    units = ways_up(suggestion.unit) if above else [suggestion.unit.path]
    return people_of(units, wanted, on=on).exclude(pk__in=besides).exists()


def ways_up(unit: Unit) -> list[str]:
    """The paths of the unit and of all above it, from the top down."""
    return [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]


def people_of(paths: Collection[str], roles: Collection[Role], *, on: date) -> QuerySet[User]:
    """The active people who hold one of `roles` for exactly one of the units at `paths`."""
    return holders(paths, roles, on=on)
