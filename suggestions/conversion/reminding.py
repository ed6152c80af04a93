"""Reminding: the reports that fall due become rows each day, and handlers are told once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from smtplib import SMTPException

import structlog
from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from portal.organisation.membership import Membership, Role
from portal.organisation.unit import Unit
from suggestions.conversion.action import Action, Rhythm
from suggestions.conversion.periods import ended_periods
from suggestions.conversion.progress import DueReport
from suggestions.conversion.reminder import Reminder, ReminderKind, ReminderState
from suggestions.conversion.rules import FollowUpRules
from suggestions.messages import LANGUAGES, Message

BATCH = 500
SWEEP = 500  # reminders per run
TRY_FOR = timedelta(days=3)
"""A mail server may be down that long; after that the reminder is given up."""

logger = structlog.get_logger(__name__)


@shared_task
def make_due_reports() -> None:
    """Write down which reports fall due, whom to remind, and have the mails sent.

    May run twice or late: each report and each reminder is there once, and days on which
    nothing ran are made up for.
    """
    now = timezone.now()
    on = timezone.localdate(now)
    write_due_reports(on)
    write_reminders(on, at=now)
    send_waiting_reminders.delay()


def write_due_reports(on: date) -> None:
    """A row for every period that has ended before the local date `on`, of unfinished actions."""
    within = timedelta(days=FollowUpRules.load().report_days)
    actions = Action.objects.unfinished().exclude(rhythm=Rhythm.NONE).order_by("pk")
    rows: list[DueReport] = []
    for action in actions.iterator(chunk_size=BATCH):
        rows += _due(action, on, within)
        if len(rows) >= BATCH:
            DueReport.objects.bulk_create(rows, ignore_conflicts=True)
            rows = []
    DueReport.objects.bulk_create(rows, ignore_conflicts=True)


def _due(action: Action, on: date, within: timedelta) -> Iterator[DueReport]:
    for period in ended_periods(action.rhythm, action.planned_on, on):
        yield DueReport(
            action=action,
            period_start=period.start,
            period_end=period.end,
            due_on=period.end + within,
        )


def write_reminders(on: date, *, at: datetime) -> None:
    """For each open report the handlers of its unit: once when it falls due, once when late."""
    reports = list(DueReport.objects.open().select_related("action__unit"))
    people = handlers_of((report.action.unit for report in reports), on=on)
    rows = [
        Reminder(due_report=report, person_id=person, kind=_kind(report, on), created_at=at)
        for report in reports
        for person in people[report.action.unit_id]
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


def _kind(report: DueReport, on: date) -> ReminderKind:
    return ReminderKind.OVERDUE if report.due_on < on else ReminderKind.DUE


def handlers_of(units: Iterable[Unit], *, on: date) -> dict[int, list[int]]:
    """The keys of who handles for each unit, by the unit's key; else of the nearest above."""
    held = Membership.objects.active(on).filter(role=Role.HANDLER, user__is_active=True)
    by_path: dict[str, list[int]] = {}
    for path, person in held.order_by("pk").values_list("unit__path", "user"):
        by_path.setdefault(path, []).append(person)
    return {unit.pk: _nearest(unit, by_path) for unit in units}


def _nearest(unit: Unit, by_path: dict[str, list[int]]) -> list[int]:
    for end in range(len(unit.path), 0, -Unit.steplen):
        if unit.path[:end] in by_path:
            return by_path[unit.path[:end]]
    return []


@shared_task
def send_waiting_reminders() -> None:
    """Send what waits; may run twice or late, and only one run gets hold of each reminder."""
    now = timezone.now()
    waiting = Reminder.objects.free(now)
    waiting.filter(created_at__lt=now - TRY_FOR).update(state=ReminderState.GIVEN_UP)
    for key in list(waiting.order_by("created_at", "pk").values_list("pk", flat=True)[:SWEEP]):
        if Reminder.objects.free(now).filter(pk=key).update(claimed_at=now):
            _send(key)


def _send(key: int) -> None:
    rows = Reminder.objects.select_related("person", "due_report__action__idea__suggestion")
    reminder = rows.get(pk=key)
    if not DueReport.objects.open().filter(pk=reminder.due_report_id).exists():
        _close(reminder, ReminderState.NOT_NEEDED)
        return
    if not reminder.person.email:
        _close(reminder, ReminderState.NO_ADDRESS)
        return
    message = message_for(reminder)
    try:
        send_mail(message.subject, message.text, None, [reminder.person.email])
    except (OSError, SMTPException) as error:
        # The claim stays for a while: a server that is down is not asked again at once.
        logger.warning("reminder.not_sent", reminder=key, error=type(error).__name__)
        return
    _close(reminder, ReminderState.SENT)


def _close(reminder: Reminder, state: ReminderState) -> None:
    with transaction.atomic():
        reminder.state, reminder.sent_at = state, timezone.now()
        reminder.save(update_fields=["state", "sent_at"])


def message_for(reminder: Reminder) -> Message:
    """The mail, in Chinese and then in English."""
    report = reminder.due_report
    address = reverse("conversion:report", args=[report.action_id])
    context = {
        "reminder": reminder,
        "report": report,
        "action": report.action,
        "title": report.action.idea.suggestion.title,
        "is_overdue": reminder.kind == ReminderKind.OVERDUE,
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{address}?due={report.pk}",
    }
    parts = [_in(language, context) for language in LANGUAGES]
    subject = " / ".join(" ".join(part.split("\n", 1)[0].split()) for part in parts)
    return Message(subject, "\n\n".join(part.split("\n", 1)[1].strip() for part in parts) + "\n")


def _in(language: str, context: dict[str, object]) -> str:
    with translation.override(language):
        return render_to_string("suggestions/mail/reminder.txt", context).strip()
