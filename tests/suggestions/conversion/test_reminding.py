"""Reports that fall due: rows made once, people told once, whatever breaks in between."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.models import Delegation
from portal.organisation.membership import Role
from suggestions.conversion.action import ActionState, Rhythm
from suggestions.conversion.reminding import (
    handlers_of,
    make_due_reports,
    send_waiting_reminders,
    write_due_reports,
    write_reminders,
)
from suggestions.conversion.reporting import Report, report_progress
from suggestions.models import Action, DueReport, Reminder, Suggestion
from suggestions.states import State
from tests.factories import UnitFactory, staff
from tests.suggestions.conversion.following import today

APRIL_2 = date(2095, 4, 2)
pytestmark = pytest.mark.usefixtures("monthly")


@pytest.fixture
def monthly(here):
    """The action is reported on every month, from 15 January on."""
    Action.objects.update(rhythm=Rhythm.MONTHLY, planned_on=date(2095, 1, 15))


def noon(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001


def at(day):
    return time_machine.travel(noon(day), tick=False)


def test_each_period_that_has_ended_is_one_row(here):
    for _ in range(2):
        write_due_reports(APRIL_2)

    rows = DueReport.objects.values_list("period_start", "period_end", "due_on")
    assert list(rows) == [
        (date(2095, 1, 1), date(2095, 1, 31), date(2095, 2, 10)),
        (date(2095, 2, 1), date(2095, 2, 28), date(2095, 3, 10)),
        (date(2095, 3, 1), date(2095, 3, 31), date(2095, 4, 10)),
    ]


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.PARTLY, ActionState.LAPSED])
def test_finished_actions_are_not_reported_on(here, state):
    Action.objects.update(state=state)

    write_due_reports(APRIL_2)

    assert not DueReport.objects.exists()


def test_the_handlers_of_the_acting_unit_are_told_once(here):
    others = [staff(Role.EDITOR, unit=here.office), staff(Role.HANDLER, unit=UnitFactory())]

    with at(APRIL_2):
        make_due_reports()
        make_due_reports()

    told = [address for message in mail.outbox for address in message.to]
    assert told == [here.handler.email] * 3
    assert not {person.email for person in others} & set(told)
    assert here.action.what in mail.outbox[-1].subject
    assert f"/actions/{here.action.pk}/report/" in mail.outbox[-1].body


def test_when_the_day_has_passed_they_are_told_once_more(here):
    for day in (APRIL_2, date(2095, 4, 11), date(2095, 4, 12)):
        with at(day):
            make_due_reports()

    march = Reminder.objects.filter(due_report__period_start=date(2095, 3, 1))
    assert sorted(march.values_list("kind", "state")) == [("due", "sent"), ("overdue", "sent")]


def test_who_has_reported_is_left_alone(here):
    write_due_reports(APRIL_2)
    for due in DueReport.objects.all():
        report = Report(ActionState.UNDER_WAY, "x", due=due)
        report_progress(here.action, report, by=here.handler, at=noon(APRIL_2))
    mail.outbox.clear()

    with at(APRIL_2):
        make_due_reports()

    assert mail.outbox == []


def test_a_report_that_came_before_the_mail_stops_it(here):
    write_due_reports(APRIL_2)
    write_reminders(APRIL_2, at=timezone.now())
    Action.objects.update(state=ActionState.DONE)

    send_waiting_reminders()

    assert set(Reminder.objects.values_list("state", flat=True)) == {"not_needed"}
    assert mail.outbox == []


def test_a_mail_server_that_is_down_loses_no_reminder(here, monkeypatch):
    def down(*_about):
        raise OSError

    write_due_reports(APRIL_2)
    write_reminders(APRIL_2, at=timezone.now())
    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", down)
        send_waiting_reminders()
    assert set(Reminder.objects.values_list("state", flat=True)) == {"waiting"}

    send_waiting_reminders()
    assert mail.outbox == []  # claimed a moment ago: not asked again at once

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        send_waiting_reminders()

    assert len(mail.outbox) == 3
    assert set(Reminder.objects.values_list("state", flat=True)) == {"sent"}


def test_after_three_days_a_reminder_is_given_up(here):
    write_due_reports(APRIL_2)
    write_reminders(APRIL_2, at=timezone.now() - timedelta(days=4))
    Reminder.objects.update(tries=1)

    send_waiting_reminders()

    assert set(Reminder.objects.values_list("state", flat=True)) == {"given_up"}


def test_people_without_an_address_are_noted(here):
    here.handler.email = ""
    here.handler.save()

    with at(APRIL_2):
        make_due_reports()

    assert set(Reminder.objects.values_list("state", flat=True)) == {"no_address"}


def test_where_nobody_handles_the_nearest_unit_above_is_told(here):
    below = UnitFactory(parent=here.office)

    people = handlers_of([below, here.county], on=today())

    assert people == {below.pk: [here.handler.pk], here.county.pk: []}


def test_days_on_which_nothing_ran_are_made_up_for(here):
    with at(date(2095, 2, 1)):
        make_due_reports()
    with at(date(2095, 5, 20)):
        make_due_reports()

    assert DueReport.objects.count() == 4
    assert DueReport.objects.overdue(date(2095, 5, 20)).count() == 4


@pytest.mark.parametrize("state", [State.LAPSED, State.CONVERTED])
def test_ideas_that_are_at_an_end_are_not_reported_on(here, state):
    write_due_reports(date(2095, 2, 2))
    write_reminders(date(2095, 2, 2), at=noon(date(2095, 4, 1)))
    Suggestion.objects.update(state=state)

    with at(APRIL_2):
        make_due_reports()

    assert DueReport.objects.count() == 1
    assert not DueReport.objects.open().exists()
    assert mail.outbox == []
    assert set(Reminder.objects.values_list("state", flat=True)) == {"not_needed"}


def test_what_is_carried_out_in_part_is_reported_on(here):
    Suggestion.objects.update(state=State.PARTLY_CONVERTED)

    write_due_reports(APRIL_2)

    assert DueReport.objects.open().count() == 3


def test_who_acts_for_an_absent_handler_is_told_as_well(here):
    on = date(2095, 4, 2)
    absent = staff(Role.HANDLER, unit=here.office)
    deputy = staff(Role.STATION_CLERK, unit=here.office)
    days = {"starts_on": on, "ends_on": on, "made_at": noon(on)}
    Delegation.objects.create(membership=absent.memberships.get(), to=deputy, **days)

    told = handlers_of([here.office], on=on)[here.office.pk]
    later = handlers_of([here.office], on=on + timedelta(days=1))[here.office.pk]

    assert {absent.pk, deputy.pk} <= set(told)
    assert deputy.pk not in later
