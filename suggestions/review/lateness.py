"""Lateness: who on a panel is behind, and who has left in the middle of a round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.accounts.user import User
from suggestions.review import calibration
from suggestions.review.assignment import Assignment
from suggestions.review.experts.pool import can_be_asked, fields_of
from suggestions.review.refusals import AssignmentRefused
from suggestions.review.replacing import Replaced, replace_all
from suggestions.review.rights import may_run_round
from suggestions.review.round import Panellist, Round

SOON = timedelta(days=3)
"""From so long before the deadline on, who has not finished is shown as behind."""


class Pace(models.TextChoices):
    """How a panel member stands."""

    DONE = "done", gettext_lazy("finished")
    WORKING = "working", pgettext_lazy("of a reviewer", "at work")
    BEHIND = "behind", gettext_lazy("due soon")
    LATE = "late", gettext_lazy("late")
    LEFT = "left", gettext_lazy("cannot be asked any more")


@dataclass(frozen=True)
class Member:
    """One panel member with what they owe. `calibration` is how much of it comes first."""

    seat: Panellist
    open: int
    calibration: int
    pace: Pace
    fields: list[str]

    @property
    def can_be_replaced(self) -> bool:
        """Whether their open work is better off with others."""
        return self.open > 0 and self.pace in {Pace.BEHIND, Pace.LATE, Pace.LEFT}


def members_of(
    round: Round, *, at: datetime, askable: Iterable[User] | None = None
) -> list[Member]:
    """The panel, who needs attention first; a fixed number of queries.

    `askable` are those who can be asked at `at`, if the caller has read them.
    """
    seats = list(round.panel.select_related("user"))
    people = [seat.user for seat in seats]
    keys = [person.pk for person in people]
    if askable is None:
        askable = can_be_asked(round.campaign.organiser, on=localdate(at)).filter(pk__in=keys)
    known = {person.pk for person in askable}
    owed = open_counts(round)
    first, fields = calibration.progress(keys, round.pk), fields_of(people)
    members = [
        Member(
            seat=seat,
            open=owed.get(seat.user_id, 0),
            calibration=first[seat.user_id],
            pace=_pace(round, owed.get(seat.user_id, 0), seat.user_id in known, at=at),
            fields=fields.get(seat.user_id, []),
        )
        for seat in seats
    ]
    return sorted(members, key=lambda member: (-list(Pace).index(member.pace), member.seat.pk))


def open_counts(round: Round) -> dict[int, int]:
    """How many open reviews each reviewer of `round` has; one query."""
    rows = Assignment.objects.filter(round=round).open().values("reviewer").order_by()
    return dict(rows.annotate(n=models.Count("pk")).values_list("reviewer", "n"))


def replace_reviewer(seat: Panellist, *, by: User, at: datetime) -> Replaced:
    """Share out the open work of a panel member among the others.

    Raises PermissionDenied if `by` does not run the round, AssignmentRefused if it is closed.
    """
    round = seat.round
    if not may_run_round(by, round, on=localdate(at)):
        raise PermissionDenied
    if not round.is_open:
        raise AssignmentRefused(_("The round is closed."))
    mine = round.assignments.filter(reviewer=seat.user_id).open()
    return replace_all(list(mine.select_related("round__campaign__organiser")), by=by, at=at)


def _pace(round: Round, owed: int, is_askable: bool, *, at: datetime) -> Pace:
    if not owed:
        return Pace.DONE
    if not is_askable:
        return Pace.LEFT
    if at >= round.deadline:
        return Pace.LATE
    return Pace.BEHIND if round.deadline - at < SOON else Pace.WORKING
