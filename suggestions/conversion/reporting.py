"""Reporting: what has happened, kept once, with its evidence."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.chain.recording import note as note_in_log
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.converting import locked, touch
from suggestions.conversion.progress import DueReport, ProgressNote
from suggestions.conversion.refusals import AlreadyReported, FollowUpRefused
from suggestions.conversion.rights import may_report
from suggestions.history import Event, record


@dataclass(frozen=True)
class Report:
    """What somebody reports; `due` is the report that is due and answered by it.

    The same `form_key` twice is one report.
    """

    state: ActionState
    text: str
    value: Decimal | None = None
    due: DueReport | None = None
    form_key: UUID | None = None


@transaction.atomic
def report_progress(action: Action, report: Report, *, by: User, at: datetime) -> ProgressNote:
    """Keep what happened and how far the action has come; the author reads it too.

    Raises PermissionDenied if `by` may not report on the action, AlreadyReported if somebody
    else has answered `report.due`, FollowUpRefused for a value without an indicator.
    """
    if not may_report(by, action, on=localdate(at)):
        raise PermissionDenied
    if report.value is not None and not action.indicator:
        raise FollowUpRefused(_("The action has no indicator."))
    locked(action.idea)
    before = ProgressNote.objects.filter(form_key=report.form_key, form_key__isnull=False).first()
    if before is not None:
        return before
    note = _kept(action, report, by=by, at=at)
    note_in_log(note, at=at)
    if report.due is not None:
        _answer(report.due, note)
    _move_on(action, report, at=at)
    record(action.idea.suggestion, Event.PROGRESS, by=by, note=report.text)
    touch(action.idea)
    return note


def _kept(action: Action, report: Report, *, by: User, at: datetime) -> ProgressNote:
    return ProgressNote.objects.create(
        action=action,
        text=report.text,
        state=report.state,
        value=report.value,
        form_key=report.form_key,
        at=at,
        by=by,
    )


def _answer(due: DueReport, note: ProgressNote) -> None:
    """Let `note` answer what was due; of two the second is told."""
    mine = DueReport.objects.filter(pk=due.pk, action=note.action_id, note__isnull=True)
    if not mine.update(note=note):
        raise AlreadyReported(_("Somebody has handed in the report for this period already."))


def _move_on(action: Action, report: Report, *, at: datetime) -> None:
    action.state = report.state
    action.last_news_on = localdate(at)
    if report.value is not None:
        action.latest_value = report.value
    action.save(update_fields=["state", "last_news_on", "latest_value"])
