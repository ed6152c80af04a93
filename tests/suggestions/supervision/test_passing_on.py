"""A unit is dissolved: what it has open is its successor's."""

from datetime import timedelta

import pytest

from suggestions.duties.assigning import call_in
from suggestions.duties.disputing import dispute
from suggestions.duties.objecting import object_to, refuse
from suggestions.models import AgendaItem, DutyDispute, SystemicIssue
from suggestions.supervision.conference.deciding import call_sitting, decide
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.letters.answering import close_letter
from suggestions.supervision.letters.kinds import NoteKind
from suggestions.supervision.passing_on import pass_on
from suggestions.systemic.passing_on import pass_on as pass_systemic_on
from tests.factories import SuggestionFactory, UnitFactory, make_case, make_issue, make_letter

pytestmark = pytest.mark.django_db


def reminder(world, suggestion, **fields):
    given = {"issuer": world.city, "by": world.supervisor, "at": world.now, **fields}
    return make_letter(suggestion, **given)


def passed(world):
    return pass_on(world.bureau, world.other, by=None, at=world.now)


def test_open_letters_go_and_closed_ones_stay(world):
    closed = reminder(world, world.suggestion)
    close_letter(closed, "办结", by=world.supervisor, at=world.now)
    letter = reminder(world, world.suggestion)

    assert passed(world) == 1

    for row in (closed, letter):
        row.refresh_from_db()
    assert (closed.unit, letter.unit) == (world.bureau, world.other)
    assert letter.notes.get().kind == NoteKind.PASSED_ON


def test_the_same_letter_to_both_units_stays_two(world):
    row = SuggestionFactory(campaign=world.campaign, unit=world.other, accepted=True)
    world.suggestion.duties.create(unit=world.other, sender=world.bureau, sent_at=world.now)
    first = reminder(world, world.suggestion)
    second = reminder(world, world.suggestion, unit=world.other)
    reminder(world, row)

    passed(world)

    for letter in (first, second):
        letter.refresh_from_db()
    assert (first.unit, second.unit) == (world.other, world.other)


def test_who_followed_a_letter_up_is_followed_by_the_successor(world):
    own = make_letter(world.suggestion, at=world.now)

    passed(world)

    own.refresh_from_db()
    assert (own.issuer, own.keeper) == (world.bureau, world.other)


def sitting_of(world, conference, item):
    return call_sitting(
        conference,
        held_at=world.now,
        place="室",
        chair="主任",
        attendees=[],
        items=[item],
        by=world.leader,
        at=world.now,
    )


def test_cases_and_decisions_go_too(world):
    case = make_case(world.suggestion, by=world.supervisor, leader=world.leader)
    item = put_on_agenda(
        world.suggestion, by=world.leader, at=world.now, question="谁办", conference=world.city
    )
    sitting_of(world, world.city, item)
    decision = decide(
        item, "办", owner=world.bureau, due_on=world.soon, by=world.leader, at=world.now
    )

    passed(world)

    case.refresh_from_db()
    decision.refresh_from_db()
    assert (case.unit, decision.owner) == (world.other, world.other)


def put_on(world, conference, question):
    return put_on_agenda(
        world.suggestion,
        by=world.supervisor,
        at=world.now,
        question=question,
        conference=conference,
    )


def disputed(world, receiver):
    """A dispute about a part of the suggestion that `receiver` was offered."""
    [duty] = call_in(world.suggestion, [receiver], by=world.handler, at=world.now)
    refuse(
        object_to(duty, reason="不属我局", has_share=False, by=None, at=world.now),
        answer="属你局",
        by=None,
        at=world.now,
    )
    return dispute(duty, reason="无管辖权", by=None, at=world.now)


def on_both_agendas(world):
    """The bureau's item and the city's, about one suggestion."""
    return put_on(world, world.bureau, "谁出资"), put_on(world, world.city, "谁牵头")


def merged(world):
    pass_on(world.bureau, world.city, by=world.supervisor, at=world.now)


def test_what_waits_on_both_agendas_is_decided_once(world):
    gone, kept = on_both_agendas(world)

    merged(world)

    for item in (gone, kept):
        item.refresh_from_db()
    assert AgendaItem.objects.filter(settled_at=None).get() == kept
    assert (kept.conference, kept.question) == (world.city, "谁牵头\n谁出资")
    assert (gone.conference, gone.settled_by) == (world.bureau, world.supervisor)
    assert world.city.name in gone.why_taken_off


def test_a_sitting_called_on_it_still_has_it_on_its_list(world):
    gone, kept = on_both_agendas(world)
    sitting = sitting_of(world, world.bureau, gone)

    merged(world)

    for row in (sitting, kept):
        row.refresh_from_db()
    assert (kept.sitting, sitting.conference) == (sitting, world.city)


def test_an_open_dispute_moves_to_the_item_that_stays(world):
    gone, kept = on_both_agendas(world)
    raised = disputed(world, world.other)
    AgendaItem.objects.filter(pk=gone.pk).update(dispute=raised)

    merged(world)

    kept.refresh_from_db()
    assert kept.dispute == raised
    assert kept.has_open_dispute


def test_of_two_open_disputes_the_second_is_the_successors_to_judge(world):
    gone, kept = on_both_agendas(world)
    first, second = (
        disputed(world, unit) for unit in (world.other, UnitFactory(parent=world.city))
    )
    DutyDispute.objects.update(conference_at=world.now, judge=world.bureau)
    AgendaItem.objects.filter(pk=kept.pk).update(dispute=first)
    AgendaItem.objects.filter(pk=gone.pk).update(dispute=second)

    merged(world)

    for row in (kept, second):
        row.refresh_from_db()
    assert (kept.dispute, kept.question) == (first, "谁牵头\n谁出资")
    assert (second.judge, second.conference_at, second.settled_at) == (world.city, None, None)


def test_issues_and_their_open_actions_go_too(world):
    issue = make_issue(unit=world.bureau)
    day = world.today + timedelta(days=3)
    issue.actions.create(what="改", unit=world.bureau, due_on=day)
    issue.actions.create(what="已改", unit=world.bureau, due_on=day, done_at=world.now)

    assert pass_systemic_on(world.bureau, world.other, by=None, at=world.now) == 2

    assert SystemicIssue.objects.get().unit == world.other
    assert [action.unit for action in issue.actions.order_by("pk")] == [world.other, world.bureau]
