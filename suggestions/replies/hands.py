"""Hands: who else could do a step, where nobody may pass a judgement on their own work.

In an office of one person the step is theirs all the same; it is then recorded that they were
alone.
"""

from collections.abc import Collection
from datetime import date

from portal.organisation.membership import Role
from portal.organisation.rights import holders
from portal.organisation.unit import paths_up
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
    units = paths_up(suggestion.unit) if above else [suggestion.unit.path]
    return holders(units, wanted, on=on).exclude(pk__in=besides).exists()
