"""Linked: other open suggestions that say the same, for one answer to all of them."""

from datetime import date

from portal.accounts.user import User
from suggestions.repeats.link import REPEATS, Link
from suggestions.rights import Action, may
from suggestions.states import MOVES, State
from suggestions.suggestion import Suggestion

MOST = 50
"""Offered at once; more are closed together as a systemic issue."""
ANSWERABLE = [state for state in State if State.ANSWERED in MOVES[state]]


def linked_open(suggestion: Suggestion, person: User, *, on: date) -> list[Suggestion]:
    """Open suggestions found to say the same, to which `person` may reply, earliest first."""
    links = Link.objects.of(suggestion).filter(verdict__in=REPEATS).order_by()
    pairs = links.values_list("earlier", "later")[: 4 * MOST]
    keys = {key for pair in pairs for key in pair} - {suggestion.pk}
    seen = Suggestion.objects.visible_to(person, on=on).unsealed()
    rows = seen.filter(pk__in=keys, state__in=ANSWERABLE).select_related("unit")
    found = rows.order_by("submitted_at", "pk")[:MOST]
    return [row for row in found if may(person, Action.REPLY, row, on=on)]
