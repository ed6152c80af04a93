"""Extending: a unit asks for more time with reasons, a supervisor decides, the author is told."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.clock import Clock
from suggestions.clocks.counting import end_of
from suggestions.clocks.extending import extend_clock, latest_extension
from suggestions.clocks.step import Step
from suggestions.duties.extension import Extension
from suggestions.duties.noting import hold, note_step
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.duties.second_person import check_second_person
from suggestions.history import Event
from suggestions.notices import queue_notice
from suggestions.rights import Action
from suggestions.suggestion import Suggestion

EXTENDABLE = (Step.REPLY, Step.CLOSE)


@transaction.atomic
def ask_extension(
    suggestion: Suggestion,
    step: Step,
    *,
    unit: Unit,
    until: date,
    reason: str,
    by: User | None,
    at: datetime,
) -> Extension:
    """Ask for more time for `step` until the local day `until`; nothing changes yet.

    Raises DutyRefused.
    """
    row = hold(suggestion)
    clock = row.clocks.open().filter(step=step, unit=unit).first()
    latest = latest_extension(clock) if clock else None
    if clock is None or latest is None:
        raise DutyRefused(Fault.NO_CLOCK)
    if not localdate(clock.due_at) < until <= latest:
        raise DutyRefused(Fault.TOO_LONG)
    if not reason.strip():
        raise DutyRefused(Fault.REASON)
    if row.extensions.open().filter(step=step).exists():
        raise DutyRefused(Fault.ASKED_BEFORE)
    asked = Extension.objects.create(
        suggestion=row, unit=unit, step=step, until=end_of(until), reason=reason, by=by, at=at
    )
    note_step(row, Event.EXTENSION_ASKED, by=by, internal_note=reason, before=unit)
    return asked


@transaction.atomic
def approve(asked: Extension, *, answer: str = "", by: User, at: datetime) -> Extension:
    """Give the time: the lead and all co-handlers have it alike, and the author is told why.

    In an office of one person whoever asked decides, which the history then says. Raises
    DutyRefused, or clocks.CannotExtend if the rule does not allow it any more.
    """
    row = _open(asked)
    alone = _("There was no second person.") if _decides_alone(row, asked, by, at) else ""
    clocks = _clocks(row, asked)
    if not clocks:
        raise DutyRefused(Fault.NO_CLOCK)
    for clock in clocks:
        extend_clock(clock, until=localdate(asked.until), by=by, reason=asked.reason, at=at)
    _answer(asked, approved=True, answer=answer, by=by, at=at)
    entry = note_step(
        row,
        Event.EXTENDED,
        by=by,
        note=_told(asked),
        internal_note="\n".join(filter(None, [answer, alone])),
    )
    queue_notice(entry)
    return asked


@transaction.atomic
def deny(asked: Extension, *, answer: str, by: User, at: datetime) -> Extension:
    """Give no more time, with reasons. Raises DutyRefused."""
    row = _open(asked)
    if not answer.strip():
        raise DutyRefused(Fault.REASON)
    _answer(asked, approved=False, answer=answer, by=by, at=at)
    note_step(row, Event.EXTENSION_NO, by=by, internal_note=answer, after=asked.unit)
    return asked


def _told(asked: Extension) -> str:
    """What the author reads: until when, and why (信访工作条例 Art. 34)."""
    day = date_format(localdate(asked.until), "DATE_FORMAT")
    return _("New date: %(day)s. %(reason)s") % {"day": day, "reason": asked.reason}


def _decides_alone(row: Suggestion, asked: Extension, by: User, at: datetime) -> bool:
    action = Action.APPROVE_EXTENSION
    return check_second_person(action, row.unit, by=by, first=asked.by, on=localdate(at))


def _clocks(row: Suggestion, asked: Extension) -> list[Clock]:
    """The clocks of all who owe the step and have not been given more time."""
    return list(row.clocks.open().filter(step=asked.step, extended_to=None))


def _open(asked: Extension) -> Suggestion:
    row = hold(asked.suggestion)
    asked.refresh_from_db()
    if asked.answered_at is not None:
        raise DutyRefused(Fault.SOMEONE_ELSE)
    return row


def _answer(asked: Extension, *, approved: bool, answer: str, by: User, at: datetime) -> None:
    asked.approved, asked.answer = approved, answer
    asked.answered_by, asked.answered_at = by, at
    asked.save(update_fields=["approved", "answer", "answered_by", "answered_at"])
