"""Extending: once, by no more than the rule allows, with a reason and whoever approved it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.working_days.stored import working_calendar
from suggestions.clocks.clock import ChangeKind, Clock, ClockChange
from suggestions.clocks.counting import end_of


class CannotExtend(Exception):
    """The clock cannot be extended; the text says why."""


def latest_extension(clock: Clock) -> date | None:
    """The last day to which `clock` may be extended; None if it may not at all.

    For matters under Article 31 (6) of the Regulations on Petition Work these are thirty
    days at most, once (Article 34).
    """
    if not clock.extension_days or clock.extended_to or not clock.is_open:
        return None
    last = timezone.localdate(clock.due_at) + timedelta(days=clock.extension_days)
    return working_calendar().working_day_from(last) if clock.rolls else last


@transaction.atomic
def extend_clock(
    clock: Clock, *, until: date | datetime, by: User, reason: str, at: datetime
) -> ClockChange:
    """Let `clock` end with the local day `until`; `by` is who approved it.

    The author is told by the caller. Raises CannotExtend if the rule allows none, or not
    that much, if it was extended before, has ended or is late already, or without a reason.
    """
    row = Clock.objects.select_for_update(no_key=True).get(pk=clock.pk)
    day = timezone.localdate(until) if isinstance(until, datetime) else until
    _check(row, day, reason, at)
    change = ClockChange.objects.create(
        clock=row,
        kind=ChangeKind.EXTENDED,
        before=row.due_at,
        after=end_of(day),
        by=by,
        reason=reason,
        at=at,
    )
    row.due_at = row.extended_to = change.after
    row.save(update_fields=["due_at", "extended_to"])
    clock.due_at, clock.extended_to = row.due_at, row.extended_to
    return change


def _check(clock: Clock, day: date, reason: str, at: datetime) -> None:
    if not reason.strip():
        raise CannotExtend(_("An extension needs a reason."))
    if clock.extended_to:
        raise CannotExtend(_("It was extended before: once is all the rule allows."))
    latest = latest_extension(clock)
    if latest is None:
        raise CannotExtend(_("This time limit cannot be extended."))
    if clock.is_late(at):
        raise CannotExtend(_("The time is over: it can no longer be extended."))
    if not timezone.localdate(clock.due_at) < day <= latest:
        raise CannotExtend(_("It can be extended until %(day)s at most.") % {"day": latest})
