"""Reports: kept once, heard by the author, and answering what is due."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from portal.organisation.membership import Role
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.refusals import AlreadyReported, FollowUpRefused
from suggestions.conversion.reporting import Report, report_progress
from suggestions.history import Event
from suggestions.models import DueReport, ProgressNote
from tests.factories import UnitFactory, staff
from tests.suggestions.conversion.following import NOW, today

MARCH = (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 10))


def due(action, period=MARCH):
    start, end, day = period
    return DueReport.objects.create(action=action, period_start=start, period_end=end, due_on=day)


def test_a_report_moves_the_action_and_is_in_the_history(here):
    report = Report(ActionState.UNDER_WAY, "已经开工")

    note = report_progress(here.action, report, by=here.handler, at=NOW())

    action, entry = Action.objects.get(), here.idea.suggestion.history.last()
    assert (action.state, action.last_news_on) == ("under_way", today())
    assert (note.text, note.by) == ("已经开工", here.handler)
    assert (entry.event, entry.note, entry.by) == (Event.PROGRESS, "已经开工", here.handler)


def test_the_last_value_is_kept_with_the_action(here):
    here.action.indicator, here.action.target = "座椅", Decimal(10)
    here.action.save()
    for value in (Decimal(3), None):
        report = Report(ActionState.UNDER_WAY, "x", value)
        report_progress(here.action, report, by=here.handler, at=NOW())

    assert Action.objects.get().latest_value == 3
    assert list(ProgressNote.objects.values_list("value", flat=True)) == [None, 3]


def test_a_value_without_an_indicator_is_refused(here):
    report = Report(ActionState.UNDER_WAY, "x", Decimal(1))

    with pytest.raises(FollowUpRefused):
        report_progress(here.action, report, by=here.handler, at=NOW())

    assert not ProgressNote.objects.exists()


def test_the_same_form_twice_is_one_report(here):
    report = Report(ActionState.UNDER_WAY, "已经开工", form_key=uuid4())

    notes = [report_progress(here.action, report, by=here.handler, at=NOW()) for _ in range(2)]

    assert notes[0] == notes[1]
    assert ProgressNote.objects.count() == 1
    assert here.idea.suggestion.history.filter(event=Event.PROGRESS).count() == 1


def test_a_report_answers_what_is_due(here):
    march = due(here.action)

    note = report_progress(
        here.action, Report(ActionState.UNDER_WAY, "x", due=march), by=here.handler, at=NOW()
    )

    march.refresh_from_db()
    assert march.note == note
    assert not DueReport.objects.open().exists()


def test_two_reports_on_one_period_are_one(here):
    march = due(here.action)
    report = Report(ActionState.UNDER_WAY, "x", due=march)
    first = report_progress(here.action, report, by=here.handler, at=NOW())

    with pytest.raises(AlreadyReported):
        report_progress(here.action, report, by=here.editor, at=NOW())

    assert ProgressNote.objects.get() == first


def test_a_report_of_another_action_answers_nothing(here):
    other = Action.objects.create(
        idea=here.idea, what="x", unit=here.office, due_on=today(), planned_on=today()
    )

    report = Report(ActionState.UNDER_WAY, "x", due=due(other))

    with pytest.raises(AlreadyReported):
        report_progress(here.action, report, by=here.handler, at=NOW())

    assert not ProgressNote.objects.exists()


def test_a_unit_that_takes_part_reports_as_well(here):
    helper = UnitFactory()
    here.action.co_units.add(helper)

    report_progress(
        here.action, Report(ActionState.DONE, "x"), by=staff(Role.HANDLER, unit=helper), at=NOW()
    )

    assert Action.objects.get().state == ActionState.DONE


def test_strangers_report_nothing(here):
    stranger = staff(Role.HANDLER, unit=UnitFactory())

    with pytest.raises(PermissionDenied):
        report_progress(here.action, Report(ActionState.DONE, "x"), by=stranger, at=NOW())

    assert Action.objects.get().state == ActionState.PLANNED


def test_finished_actions_owe_no_reports(here):
    due(here.action)

    report_progress(here.action, Report(ActionState.DONE, "x"), by=here.handler, at=NOW())

    assert not DueReport.objects.open().exists()
