"""Leaders' cases: proposed by rules, taken by people, planned, raised and closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.organisation.membership import Role
from suggestions.duties.assigning import assign
from suggestions.duties.taking import take
from suggestions.history import move
from suggestions.models import EscalationRule, LedCase, Link
from suggestions.repeats.link import Verdict
from suggestions.states import Classification, State
from suggestions.supervision.leading.old_cases import board
from suggestions.supervision.leading.proposing import proposals
from suggestions.supervision.leading.rung import Rung
from suggestions.supervision.leading.taking_on import (
    Plan,
    add_step,
    close_case,
    make_plan,
    raise_case,
    say_people,
    set_aside,
    take_on,
)
from suggestions.supervision.refusals import SupervisionRefused
from tests.factories import SuggestionFactory, UnitFactory, make_case, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return make_case(world.suggestion, by=world.supervisor, leader=world.leader, at=world.now)


def plan(world, **fields):
    given = {
        "cause": "管网老化",
        "measures": "分两期改造",
        "unit": world.bureau,
        "responsible": "张局长",
        "due_on": world.soon,
        **fields,
    }
    return Plan(**given)


def repeat(world, times):
    for _time in range(times):
        later = SuggestionFactory(campaign=world.campaign, state=State.CLOSED)
        Link.objects.create(
            later=later, earlier=world.suggestion, verdict=Verdict.SAME, at=world.now
        )


def rungs(world, person=None):
    found = proposals(person or world.supervisor, on=world.today)
    return [(one.suggestion, one.rule.rung) for one in found]


@pytest.mark.parametrize(("times", "rung"), [(1, None), (2, 1), (4, 1), (5, 2), (10, 3)])
def test_repeats_propose_the_rung_of_the_shipped_rules(world, times, rung):
    repeat(world, times)

    assert rungs(world) == ([(world.suggestion, rung)] if rung else [])


@pytest.mark.parametrize(("people", "rung"), [(29, None), (30, 2), (99, 2), (100, 3)])
def test_people_concerned_propose_a_rung(world, people, rung):
    say_people(world.suggestion, people, by=world.handler, at=world.now)

    assert rungs(world) == ([(world.suggestion, rung)] if rung else [])


def test_an_old_claim_is_proposed(world):
    about = {"campaign": world.campaign, "accepted": True}
    old = {"submitted_at": world.now - timedelta(days=60)}
    claim = SuggestionFactory(classification=Classification.CLAIM, **about, **old)
    SuggestionFactory(classification=Classification.CLAIM, **about)
    SuggestionFactory(**about, **old)

    assert rungs(world) == [(claim, Rung.HEAD)]


def test_a_rule_out_of_force_proposes_nothing(world):
    EscalationRule.objects.update(is_active=False)
    repeat(world, 10)

    assert rungs(world) == []


def test_reports_and_foreign_suggestions_are_never_proposed(world):
    repeat(world, 3)
    assert rungs(world, world.stranger) == []

    world.suggestion.classification = Classification.REPORT
    world.suggestion.save()

    assert rungs(world) == []


def test_what_was_set_aside_is_proposed_again_for_a_higher_rung(world):
    repeat(world, 2)
    set_aside(world.suggestion, Rung.HEAD, reason="已约谈", by=world.supervisor, at=world.now)

    assert rungs(world) == []
    repeat(world, 3)
    assert rungs(world) == [(world.suggestion, Rung.LEADER)]


def test_a_case_on_its_rung_is_not_proposed_and_a_higher_one_is(world, case):
    repeat(world, 2)

    assert rungs(world) == []
    repeat(world, 3)
    (one,) = proposals(world.supervisor, on=world.today)
    assert (one.case, one.rule.rung, one.repeats) == (case, Rung.LEADER, 5)


def test_what_was_dealt_with_makes_room_for_the_rest(world, monkeypatch):
    monkeypatch.setattr("suggestions.supervision.leading.proposing.MOST_OF_A_RULE", 2)
    about = {"campaign": world.campaign, "accepted": True, "classification": Classification.CLAIM}
    days = (90, 80, 70)
    old = [SuggestionFactory(**about, submitted_at=world.now - timedelta(days=day)) for day in days]
    make_case(old[0], by=world.supervisor, leader=world.leader)
    set_aside(old[1], Rung.HEAD, reason="已约谈", by=world.supervisor, at=world.now)

    assert rungs(world) == [(old[2], Rung.HEAD)]


def test_nobody_takes_a_case_twice(world, case):
    with pytest.raises(SupervisionRefused):
        make_case(world.suggestion, by=world.supervisor, leader=world.leader)
    assert LedCase.objects.count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR, Role.LEADER}))
def test_only_supervisors_and_leaders_take_cases_on(world, role):
    with pytest.raises(PermissionDenied):
        make_case(world.suggestion, by=staff(role, unit=world.city), leader=world.leader)


def test_the_leader_of_a_case_leads_there(world):
    elsewhere = staff(Role.LEADER, unit=world.other)

    with pytest.raises(SupervisionRefused):
        make_case(world.suggestion, by=world.supervisor, leader=elsewhere)


def test_who_is_alone_leads_the_case(world):
    village = UnitFactory()
    clerk = staff(Role.SUPERVISOR, unit=village)
    row = SuggestionFactory(campaign=world.campaign, unit=village, accepted=True)

    case = take_on(row, Rung.HEAD, clerk, reason="重复", by=clerk, at=world.now)

    assert case.leader == clerk


def test_what_is_closed_is_no_case(world):
    row = SuggestionFactory(campaign=world.campaign, state=State.CLOSED)

    with pytest.raises(SupervisionRefused):
        make_case(row, by=world.supervisor, leader=world.leader)


def test_a_case_goes_up_the_ladder_and_never_down(world, case):
    mayor = staff(Role.LEADER, unit=world.city)
    top = Rung.HEADS_OF_GOVERNMENT
    raise_case(case, top, mayor, reason="仍未解决", by=world.supervisor, at=world.now)

    with pytest.raises(SupervisionRefused):
        raise_case(case, Rung.HEAD, world.leader, reason="x", by=world.supervisor, at=world.now)
    case.refresh_from_db()
    assert (case.rung, case.leader) == (Rung.HEADS_OF_GOVERNMENT, mayor)


def test_a_later_plan_takes_the_place_of_the_earlier_which_is_kept(world, case):
    make_plan(case, plan(world), by=world.handler, at=world.now)
    later = world.soon + timedelta(days=3)
    make_plan(
        case, plan(world, due_on=later), by=world.handler, at=world.now + timedelta(minutes=1)
    )

    case.refresh_from_db()
    assert [made.due_on for made in case.plans.all()] == [later, world.soon]
    assert case.due_on == later
    assert case.is_overdue(later + timedelta(days=1))


def test_a_case_closes_with_plan_and_result_by_who_leads_or_supervises(world, case):
    with pytest.raises(SupervisionRefused):
        close_case(case, "解决", by=world.leader, at=world.now)
    make_plan(case, plan(world), by=world.handler, at=world.now)
    with pytest.raises(PermissionDenied):
        close_case(case, "解决", by=world.handler, at=world.now)

    close_case(case, "解决", by=world.leader, at=world.now)

    with pytest.raises(SupervisionRefused):
        add_step(case, "迟到", by=world.handler, at=world.now)
    events = [entry.event for entry in case.entries.all()]
    assert events == ["taken", "plan", "closed"]


def test_the_unit_that_has_taken_it_over_works_on_the_case(world, case):
    clerk = staff(Role.HANDLER, unit=world.other)
    duty = assign(world.suggestion, world.other, by=world.handler, at=world.now)
    take(duty, by=clerk, at=world.now)

    add_step(case, "已现场查看", by=clerk, at=world.now)

    assert case.entries.filter(by=clerk).exists()


def test_the_unit_of_the_plan_carries_it_out(world, case):
    clerk = staff(Role.HANDLER, unit=world.other)
    assert not LedCase.objects.visible_to(clerk, on=world.today).exists()

    make_plan(case, plan(world, unit=world.other), by=world.handler, at=world.now)

    assert LedCase.objects.visible_to(clerk, on=world.today).get().unit == world.other
    add_step(case, "已现场查看", by=clerk, at=world.now)


def test_what_was_withdrawn_needs_no_plan_to_end(world, case):
    move(world.suggestion, State.WITHDRAWN, by=None)

    close_case(case, "已撤回", by=world.leader, at=world.now)

    case.refresh_from_db()
    assert not case.is_open


def test_people_beside_neither_see_nor_touch_a_case(world, case):
    assert not LedCase.objects.visible_to(world.stranger, on=world.today).exists()
    with pytest.raises(PermissionDenied):
        add_step(case, "x", by=world.stranger, at=world.now)


def test_the_board_counts_open_ones_by_age_and_rung(world, case):
    ages = (59, 60, 100, 400)
    for days in ages:
        at = world.now - timedelta(days=days)
        SuggestionFactory(campaign=world.campaign, accepted=True, submitted_at=at)
    world.suggestion.submitted_at = world.now - timedelta(days=200)
    world.suggestion.save()

    rows = board(world.supervisor, on=world.today)

    counts = {row.days: [cell.count for cell in row.cells] for row in rows}
    assert counts == {365: [1, 0, 0, 0], 180: [0, 1, 0, 0], 90: [1, 0, 0, 0], 60: [1, 0, 0, 0]}
    assert all(
        cell.count == 0 for row in board(world.stranger, on=world.today) for cell in row.cells
    )
