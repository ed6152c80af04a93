"""The pages of supervision: who finds what, what comes back, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext

from portal.organisation.membership import Role
from portal.organisation.waiting import waiting_for
from suggestions.clocks.step import Step
from suggestions.duties.calling import escalate
from suggestions.handling.desk.panels import panels_for
from suggestions.instructions.instructing import Written, feed_back, instruct
from suggestions.models import Clock, LedCase
from suggestions.states import Classification
from suggestions.supervision.conference.deciding import call_sitting, decide
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.letters.kinds import Ground
from tests.factories import (
    ClockFactory,
    SuggestionFactory,
    UnitFactory,
    called,
    make_case,
    make_letter,
    staff,
)
from tests.suggestions.supervision.steps import beginning, late, url

pytestmark = pytest.mark.django_db


def test_the_desk_offers_what_is_late_until_a_letter_is_written(client, world):
    late(world, world.suggestion)
    client.force_login(world.supervisor)

    before = client.get(url("desk")).context["late"]
    make_letter(world.suggestion, issuer=world.city, by=world.supervisor, at=world.now)
    after = client.get(url("desk")).context["late"]

    assert [(line.unit, line.ground, line.count) for line in before] == [
        (world.bureau, Ground.OVERDUE, 1)
    ]
    assert after == []


def test_unanswered_calls_have_a_ground_of_their_own(client, world):
    late(world, world.suggestion, Step.CALL)
    client.force_login(world.supervisor)

    lines = client.get(url("desk")).context["late"]

    assert [line.ground for line in lines] == [Ground.CALL]


def test_a_leaders_overdue_instruction_is_worth_a_letter_until_the_unit_has_reported(client, world):
    given = world.today - timedelta(days=9)
    written = Written("请抓紧", given, (world.bureau,), world.today - timedelta(days=1))
    leader = staff(Role.LEADER, unit=world.bureau)
    row = instruct(world.suggestion, leader, written, by=leader, at=world.now)
    client.force_login(world.supervisor)

    before = client.get(url("desk")).context["late"]
    offered = client.get(beginning(world, ground="instruction")).context["form"]
    feed_back(row, world.bureau, "已开工", by=world.handler, at=world.now)
    after = client.get(url("desk")).context["late"]

    assert [(line.unit, line.ground, line.count) for line in before] == [
        (world.bureau, Ground.INSTRUCTION, 1)
    ]
    assert offered.initial["chosen"] == [world.suggestion.pk]
    assert after == []


def test_a_call_that_nobody_answered_in_time_is_proposed_for_the_next_tier(client, world):
    late_one, in_time = (UnitFactory(parent=world.city) for _ in range(2))
    call = called(world.suggestion, late_one)
    called(world.suggestion, in_time)
    clock = {"suggestion": world.suggestion, "unit": late_one, "step": Step.CALL}
    Clock.objects.filter(**clock).delete()
    ClockFactory(**clock, due_at=world.now - timedelta(days=1))
    client.force_login(world.supervisor)

    before = client.get(url("desk"))
    escalate(call, by=world.handler, at=world.now)
    after = client.get(url("desk"))

    assert before.context["calls"] == [call]
    assert str(late_one) in before.content.decode()
    assert after.context["calls"] == []


def test_reports_are_never_offered(client, world):
    report = SuggestionFactory(campaign=world.campaign, classification=Classification.REPORT)
    late(world, report)
    client.force_login(world.supervisor)

    assert client.get(url("desk")).context["late"] == []


def test_the_first_page_counts_calls_nobody_answered(world):
    called(world.suggestion, world.other)
    Clock.objects.filter(step=Step.CALL).update(due_at=world.now - timedelta(days=1))

    lines = {line.label: line.count for line in waiting_for(world.supervisor, on=world.today)}

    assert lines[gettext("calls to take one tier up")] == 1


def test_foreign_letters_and_cases_are_not_found(client, world, reminder):
    case = make_case(world.suggestion, by=world.supervisor, leader=world.leader)
    client.force_login(world.stranger)

    assert client.get(url("letter", reminder.pk)).status_code == 404
    assert client.get(url("case", case.pk)).status_code == 404
    assert client.get(url("take_on", world.suggestion.receipt)).status_code == 404


def test_a_case_is_taken_on_at_the_desk(client, world):
    client.force_login(world.supervisor)
    typed = {"rung": "2", "leader": world.leader.pk, "reason": "群众多次反映"}

    client.post(url("take_on", world.suggestion.receipt), typed)

    case = LedCase.objects.get()
    assert (case.rung, case.leader) == (2, world.leader)


def test_a_sitting_is_called_with_units_by_their_names(client, world):
    item = put_on_agenda(
        world.suggestion, by=world.leader, at=world.now, question="谁办", conference=world.city
    )
    client.force_login(world.leader)
    typed = {
        "items": [item.pk],
        "held_at": "2026-12-01 09:00",
        "place": "会议室",
        "chair": "副市长",
        "attendees": f"{world.bureau.name}\n{world.other.code}",
    }

    wrong = client.post(url("call_sitting", world.city.pk), {**typed, "attendees": "没有的局"})
    client.post(url("call_sitting", world.city.pk), typed)

    item.refresh_from_db()
    assert wrong.status_code == 422
    assert set(item.sitting.attendees.all()) == {world.bureau, world.other}


def fill(world, count):
    """So many of everything that the pages list."""
    for _row in range(count):
        row = SuggestionFactory(
            campaign=world.campaign, accepted=True, submitted_at=world.now - timedelta(days=70)
        )
        make_letter(row, issuer=world.city, by=world.supervisor, at=world.now)
        make_case(row, by=world.supervisor, leader=world.leader)
        late(world, SuggestionFactory(campaign=world.campaign, accepted=True))
        item = put_on_agenda(
            row, by=world.leader, at=world.now, question="谁办", conference=world.city
        )
        call_sitting(
            world.city,
            held_at=world.now,
            place="室",
            chair="主任",
            attendees=[world.bureau],
            items=[item],
            by=world.leader,
            at=world.now,
        )
        decide(item, "办", owner=world.bureau, due_on=world.soon, by=world.leader, at=world.now)


@pytest.mark.parametrize("name", ["desk", "letters", "cases", "old_cases", "conference"])
def test_a_page_costs_the_same_however_much_it_lists(client, world, name):
    client.force_login(world.supervisor)
    fill(world, 1)
    client.get(url(name))
    with CaptureQueriesContext(connection) as few:
        client.get(url(name))
    fill(world, 4)

    with CaptureQueriesContext(connection) as many:
        client.get(url(name))

    assert len(many) == len(few)


def test_the_panel_shows_letters_and_cases_to_whom_they_concern(world, reminder):
    make_case(world.suggestion, by=world.supervisor, leader=world.leader)

    def shown(person):
        found = panels_for(world.suggestion, person, on=world.today)
        names = {panel.template_name: panel.context for panel in found}
        return names.get("suggestions/supervision/panel.html")

    assert shown(world.handler)["letters"] == [reminder]
    assert len(shown(world.supervisor)["cases"]) == 1
    assert shown(staff(Role.EDITOR, unit=world.city)) is None


def test_the_first_page_counts_what_waits(world, reminder):
    later = reminder.due_on + timedelta(days=1)

    lines = {line.label: (line.count, line.late) for line in waiting_for(world.handler, on=later)}

    assert lines[gettext("letters to answer")] == (1, 1)


def test_no_page_is_empty_of_words(client, world):
    client.force_login(world.supervisor)

    for name in ("desk", "letters", "cases", "conference"):
        assert "desk-empty" in client.get(url(name)).content.decode()
