"""Reopening: after a low rating somebody else answers, at the next tier up where there is one."""

from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.organisation.rights import holders
from portal.organisation.unit import Unit
from suggestions.duties.assigning import assign
from suggestions.handling.exclusion.barred import is_closed_to
from suggestions.handling.exclusion.offices import pass_to_office
from suggestions.handling.screening import pass_to
from suggestions.history import move
from suggestions.rating.rating import Rating, Reopening
from suggestions.replies.hands import somebody_else
from suggestions.rights import RIGHTS, Action
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion


def reopen(rating: Rating, suggestion: Suggestion, *, at: datetime) -> Reopening:
    """Take a locked, answered or closed suggestion up again, with a new clock.

    At the next unit above that has somebody to answer; at the top, in an office that stands
    alone and for reports against someone in the same unit, by a second person. Whoever
    answered before does not do so again; only where nobody else is there, and that is kept.
    What a dissolved unit had closed is its successor's before all this.
    """
    on = localdate(at)
    _leave_dissolved(suggestion, on=on)
    before, above = suggestion.unit, next_above(suggestion, on=on)
    hand = rating.asking.reply.drafted_by
    row = Reopening.objects.create(
        suggestion=suggestion,
        rating=rating,
        from_unit=before,
        to_unit=above or before,
        earlier_hand=hand,
        alone=above is None
        and not somebody_else(Action.REPLY, suggestion, besides=[hand.pk], on=on),
        at=at,
    )
    with translation.override(settings.LANGUAGE_CODE):
        why = _("Opened again after a low rating.")
    move(suggestion, State.ACCEPTED, by=None, internal_note=why)
    if above:
        assign(suggestion, above, by=None, at=at, note=why)
    return row


def _leave_dissolved(suggestion: Suggestion, *, on: date) -> None:
    """Give a dissolved unit's matter to its successor, or a report to the office that reads it.

    Where the successor is kept out it stays: those above the dissolved unit see it there.
    """
    if suggestion.unit.is_in_force(on):
        return
    if suggestion.classification == Classification.REPORT:
        pass_to_office(suggestion, by=None, on=on)
    elif not is_closed_to(suggestion.pk, suggestion.unit.current(on)):
        pass_to(suggestion, suggestion.unit, by=None)


def next_above(suggestion: Suggestion, *, on: date) -> Unit | None:
    """The nearest unit above with somebody who can reply; None at the top and for reports."""
    if suggestion.classification == Classification.REPORT:
        return None
    for unit in reversed(suggestion.unit.get_ancestors()):
        closed = not unit.is_in_force(on) or is_closed_to(suggestion.pk, unit)
        if not closed and holders([unit.path], RIGHTS[Action.REPLY], on=on).exists():
            return unit
    return None
