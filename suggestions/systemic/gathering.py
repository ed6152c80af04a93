"""Gathering: opening an issue, linking what belongs to it, and what is done about the cause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.handling.exclusion.barred import is_closed_to
from suggestions.history import Event, record
from suggestions.rights import Action
from suggestions.rights import may as may_with
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.systemic.refusals import SystemicRefused
from suggestions.systemic.rights import Act, may, may_for
from suggestions.systemic.systemic_issue import (
    SystemicAction,
    SystemicIssue,
    SystemicLink,
    SystemicNote,
)


@dataclass(frozen=True)
class Gathered:
    """What became of suggestions that were to be linked; `left_out` is receipts and why not."""

    put_in: int
    left_out: tuple[tuple[str, str], ...]


@transaction.atomic
def open_issue(
    title: str,
    summary: str,
    *,
    unit: Unit,
    cause: str = "",
    topic: Topic | None = None,
    by: User,
    at: datetime,
) -> SystemicIssue:
    """A new issue that `unit` owns.

    Raises PermissionDenied, or SystemicRefused without words or for a unit that is no more.
    """
    if not may_for(by, Act.OPEN, unit, on=localdate(at)):
        raise PermissionDenied
    _check_in_force(unit, on=localdate(at))
    if not title.strip() or not summary.strip():
        raise SystemicRefused(_("An issue has a title and says what it is about."))
    return SystemicIssue.objects.create(
        title=title.strip(),
        summary=summary.strip(),
        unit=unit,
        cause=cause.strip(),
        topic=topic,
        opened_by=by,
        opened_at=at,
    )


@transaction.atomic
def link(
    issue: SystemicIssue, suggestions: Iterable[Suggestion], *, by: User, at: datetime
) -> Gathered:
    """Put suggestions into the class; how many were put in, and which could not be.

    What one may not judge, a report against someone, what must not reach the owner, and what
    stands in an issue already are left out. Whoever links agrees that the issue's answer goes
    to the author. Raises PermissionDenied, or SystemicRefused once the answer has gone out.
    """
    row = _open_issue(issue, Act.LINK, by=by, at=at)
    wanted = {one.pk for one in suggestions}
    rows = Suggestion.objects.filter(pk__in=wanted).prefetch_related("unit").order_by("pk")
    locked = list(rows.locked())
    why = {one.receipt: _link_one(row, one, by=by, at=at) for one in locked}
    left_out = tuple((receipt, obstacle) for receipt, obstacle in why.items() if obstacle)
    return Gathered(len(why) - len(left_out), left_out)


def _link_one(issue: SystemicIssue, row: Suggestion, *, by: User, at: datetime) -> str:
    """Why `row` cannot be put into `issue`; "" if it was."""
    if not _fits(row, issue, by=by, on=localdate(at)):
        return _("You may not link it there.")
    if not _put_in(issue, row, by=by, at=at):
        return _("It stands in an issue already.")
    return ""


def _fits(row: Suggestion, issue: SystemicIssue, *, by: User, on: date) -> bool:
    if row.classification == Classification.REPORT:
        return False
    allowed = may_with(by, Action.CLASS_TOGETHER, row, on=on)
    return allowed and not is_closed_to(row.pk, issue.unit)


def _put_in(issue: SystemicIssue, row: Suggestion, *, by: User, at: datetime) -> bool:
    _made, is_new = SystemicLink.objects.get_or_create(
        suggestion=row, removed_at=None, defaults={"issue": issue, "by": by, "at": at}
    )
    if is_new:
        record(row, Event.CLASSED, by=by, internal_note=issue.title)
    return is_new


@transaction.atomic
def unlink(made: SystemicLink, *, by: User, at: datetime) -> None:
    """Take a suggestion out of the class. Raises PermissionDenied, SystemicRefused."""
    issue = _open_issue(made.issue, Act.LINK, by=by, at=at)
    row = issue.links.select_for_update().select_related("suggestion").get(pk=made.pk)
    if row.removed_at is not None:
        raise SystemicRefused(_("It has been taken out already."))
    row.removed_by, row.removed_at = by, at
    row.save(update_fields=["removed_by", "removed_at"])
    record(row.suggestion, Event.CLASSED, by=by, internal_note=f"− {issue.title}")


@transaction.atomic
def plan_action(
    issue: SystemicIssue, what: str, *, unit: Unit, due_on: date, by: User, at: datetime
) -> SystemicAction:
    """Plan what is done about the cause. Raises PermissionDenied, SystemicRefused."""
    row = _open_issue(issue, Act.WORK, by=by, at=at)
    _check_in_force(unit, on=localdate(at))
    if not what.strip():
        raise SystemicRefused(_("Please say what is done."))
    if due_on < localdate(at):
        raise SystemicRefused(_("This day is over already."))
    return SystemicAction.objects.create(issue=row, what=what.strip(), unit=unit, due_on=due_on)


@transaction.atomic
def finish_action(action: SystemicAction, note: str, *, by: User, at: datetime) -> None:
    """Say that an action is done, as its unit or as the owner. Raises as `plan_action`."""
    rows = SystemicAction.objects.select_for_update(no_key=True)
    row = rows.prefetch_related("unit", "issue__unit").get(pk=action.pk)
    on = localdate(at)
    if not (may(by, Act.WORK, row.issue, on=on) or may_for(by, Act.WORK, row.unit, on=on)):
        raise PermissionDenied
    if row.done_at is not None:
        raise SystemicRefused(_("It is done already."))
    if not note.strip():
        raise SystemicRefused(_("Please say what was done."))
    row.done_at, row.done_by, row.done_note = at, by, note.strip()
    row.save(update_fields=["done_at", "done_by", "done_note"])


@transaction.atomic
def tell_progress(
    issue: SystemicIssue, text: str, *, is_public: bool, by: User, at: datetime
) -> SystemicNote:
    """Keep how far it has come. Raises PermissionDenied, SystemicRefused without words."""
    row = _open_issue(issue, Act.WORK, by=by, at=at)
    if not text.strip():
        raise SystemicRefused(_("Please say how far it has come."))
    return SystemicNote.objects.create(
        issue=row, text=text.strip(), is_public=is_public, by=by, at=at
    )


def _check_in_force(unit: Unit, *, on: date) -> None:
    if not unit.is_in_force(on):
        raise SystemicRefused(_("This unit is no more: choose its successor."))


def _open_issue(issue: SystemicIssue, act: Act, *, by: User, at: datetime) -> SystemicIssue:
    rows = SystemicIssue.objects.select_for_update(no_key=True)
    row = rows.prefetch_related("unit").get(pk=issue.pk)
    if not may(by, act, row, on=localdate(at)):
        raise PermissionDenied
    if not row.is_open:
        raise SystemicRefused(_("Its answer has gone out: nothing can be changed any more."))
    return row
