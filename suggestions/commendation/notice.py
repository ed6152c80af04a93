"""The public notice (公示): five working days in which anyone may object."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.user import User
from portal.working_days.stored import after_working_days, unannounced_years
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.drawing import promise_draw
from suggestions.commendation.moving import demand, locked, move_on, write_down
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act
from suggestions.commendation.steps import Step

NOTICE_WORKING_DAYS = 5
"""Usual for public notice before a commendation; the day it is published is not counted."""
LONGEST_EXTENSION = timedelta(days=60)
"""Past the present end, at once: room for any holidays; more is a slip of the keyboard."""
EXTENDED = gettext_noop("Notice extended until %(day)s")
"""Kept with the day on a line below it, and put together for who reads it."""


def last_day_of_notice(published_on: date) -> date:
    """The last day on which objections are taken."""
    return after_working_days(published_on, NOTICE_WORKING_DAYS)


def doubtful_years(published_on: date) -> list[int]:
    """The years in such a notice whose working days nobody has announced yet."""
    return unannounced_years(published_on, last_day_of_notice(published_on))


@transaction.atomic
def publish_notice(commendation: Commendation, panel_size: int, *, by: User, at: datetime) -> None:
    """Show the list to everyone and promise the draw of a panel of `panel_size`.

    Raises PermissionDenied if `by` may not publish; CommendationRefused if nobody is on the
    list, or too few reviewers could be drawn.
    """
    demand(by, Act.PUBLISH, commendation, at=at)
    row = locked(commendation)
    if not row.nominees.standing().exists():
        raise CommendationRefused(_("Nobody is on the list."))
    today = localdate(at)
    move_on(
        commendation,
        Step.NOTICE,
        by=by,
        at=at,
        notice_from=today,
        notice_until=last_day_of_notice(today),
    )
    promise_draw(row, panel_size, at=at)


@transaction.atomic
def extend_notice(commendation: Commendation, until: date, *, by: User, at: datetime) -> None:
    """Let the notice run longer, such as when holidays were announced later.

    Raises PermissionDenied, or CommendationRefused if it does not run, or `until` is no
    later than now planned or more than LONGEST_EXTENSION later.
    """
    demand(by, Act.PUBLISH, commendation, at=at)
    row = locked(commendation)
    if row.step != Step.NOTICE or row.notice_until is None or until <= row.notice_until:
        raise CommendationRefused(_("A running notice can be made longer, never shorter."))
    if until - row.notice_until > LONGEST_EXTENSION:
        raise CommendationRefused(
            _("A notice is made longer by at most %(days)d days at once.")
            % {"days": LONGEST_EXTENSION.days}
        )
    commendation.notice_until = row.notice_until = until
    row.save(update_fields=["notice_until"])
    write_down(row, f"{EXTENDED}\n{until.isoformat()}", by=by, at=at)


@transaction.atomic
def close_notice(commendation: Commendation, *, by: User, at: datetime) -> None:
    """Pass the list to the panel, after the notice and when every objection is answered.

    The row is locked as for an objection, so that one at the last second is either in time
    and has to be answered, or too late. Raises PermissionDenied or CommendationRefused.
    """
    demand(by, Act.PUBLISH, commendation, at=at)
    row = locked(commendation)
    if row.takes_objections(at):
        raise CommendationRefused(_("The notice still runs."))
    if row.objections.unanswered().exists():
        raise CommendationRefused(_("Some objections have not been answered yet."))
    move_on(commendation, Step.PANEL, by=by, at=at)


@transaction.atomic
def take_back(commendation: Commendation, note: str, *, by: User, at: datetime) -> None:
    """Back to the draft list, off the site, with a reason; the next notice begins anew.

    Raises PermissionDenied or CommendationRefused.
    """
    demand(by, Act.PUBLISH, commendation, at=at)
    if not note.strip():
        raise CommendationRefused(_("Please say why."))
    nobody_waits(locked(commendation))
    move_on(
        commendation,
        Step.DRAFT,
        by=by,
        at=at,
        note=note.strip(),
        notice_from=None,
        notice_until=None,
    )


@transaction.atomic
def drop(commendation: Commendation, note: str, *, by: User, at: datetime) -> None:
    """Give the whole list up, with a reason. Raises PermissionDenied or CommendationRefused."""
    demand(by, Act.PUBLISH, commendation, at=at)
    if not note.strip():
        raise CommendationRefused(_("Please say why."))
    nobody_waits(locked(commendation))
    move_on(commendation, Step.DROPPED, by=by, at=at, note=note.strip())


def nobody_waits(commendation: Commendation) -> None:
    """Raises CommendationRefused while somebody who objected waits for an answer."""
    if commendation.objections.unanswered().exists():
        raise CommendationRefused(_("Some objections have not been answered yet."))
