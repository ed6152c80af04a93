"""Reminding: the reports that fall due become rows each day, and handlers are told once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from celery import shared_task
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from portal.messaging.claimed import MessageState, send_each, send_one
from portal.messaging.mail import Mail, send_mail
from portal.organisation.delegation.row import Delegation
from portal.organisation.membership import Membership, Role
from portal.organisation.unit import Unit
from suggestions.conversion.action import Action, Rhythm
from suggestions.conversion.periods import ended_periods
from suggestions.conversion.progress import DueReport
from suggestions.conversion.reminder import Reminder, ReminderKind
from suggestions.conversion.rules import FollowUpRules
from suggestions.messages import LANGUAGES, Message

BATCH = 500


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
    """The keys of who handles for each unit, by the unit's key; else of the nearest above.

    Who acts for somebody who is absent is among them: the other may read nothing for weeks.
    """
    held = Membership.objects.active(on).filter(role=Role.HANDLER, user__is_active=True)
    lent = Delegation.objects.active(on).filter(membership__role=Role.HANDLER, to__is_active=True)
    pairs = [
        *held.order_by("pk").values_list("unit__path", "user"),
        *lent.order_by("pk").values_list("membership__unit__path", "to"),
    ]
    by_path: dict[str, list[int]] = {}
    for path, person in dict.fromkeys(pairs):
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
    Reminder.objects.give_up_late(now)
    send_each(Reminder.objects.turns(now), _send_one)


def _send_one(key: int) -> MessageState | None:
    rows = Reminder.objects.select_related("person", "due_report__action__idea__suggestion")
    return send_one(rows, key, _send)


def _send(reminder: Reminder) -> MessageState:
    if not DueReport.objects.open().filter(pk=reminder.due_report_id).exists():
        return MessageState.NOT_NEEDED
    if not reminder.person.email:
        return MessageState.NO_ADDRESS
    message = message_for(reminder)
    reference = f"reminder-{reminder.pk}"
    send_mail(Mail(reminder.person.email, message.subject, message.text, reference))
    return MessageState.SENT


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
