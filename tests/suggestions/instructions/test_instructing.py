"""Instructions: written by leaders or for them, followed by the units, and closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.organisation.membership import Role
from suggestions.instructions.instructing import Written, close, feed_back, instruct
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.refusals import InstructionRefused
from suggestions.states import Classification
from tests.factories import UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


def written(world, **other):
    fields = {"text": "请研究", "given_on": world.today, "units": (world.bureau,), "due_on": None}
    return Written(**(fields | other))


def test_a_leader_writes_in_their_own_name(world):
    row = instruct(world.suggestion, world.leader, written(world), by=world.leader, at=world.now)

    assert (row.leader, row.entered_by) == (world.leader, world.leader)
    assert list(row.units.all()) == [world.bureau]


def test_an_editor_enters_it_for_a_leader_and_that_is_kept(instruction, world):
    assert (instruction.leader, instruction.entered_by) == (world.leader, world.editor)


def test_a_leader_does_not_write_for_another(world):
    other = staff(Role.LEADER, unit=world.unit)

    with pytest.raises(PermissionDenied):
        instruct(world.suggestion, other, written(world), by=world.leader, at=world.now)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.LEADER, Role.EDITOR)])
def test_nobody_else_writes(world, role):
    person = staff(role, unit=world.unit)

    with pytest.raises(PermissionDenied):
        instruct(world.suggestion, world.leader, written(world), by=person, at=world.now)


def test_leaders_of_other_units_have_nothing_to_say_here(world):
    stranger = staff(Role.LEADER, unit=UnitFactory())

    with pytest.raises(InstructionRefused):
        instruct(world.suggestion, stranger, written(world), by=world.editor, at=world.now)
    with pytest.raises(PermissionDenied):
        instruct(world.suggestion, stranger, written(world), by=stranger, at=world.now)


def test_reports_against_someone_are_not_written_on(world):
    world.suggestion.classification = Classification.REPORT
    world.suggestion.save(update_fields=["classification"])

    with pytest.raises(PermissionDenied):
        instruct(world.suggestion, world.leader, written(world), by=world.leader, at=world.now)


@pytest.mark.parametrize("case", ["no words", "no units", "future", "due before"])
def test_what_cannot_be_meant_is_refused(world, case):
    wrong = {
        "no words": {"text": "  "},
        "no units": {"units": ()},
        "future": {"given_on": world.today + timedelta(days=1)},
        "due before": {"due_on": world.today - timedelta(days=1)},
    }[case]

    with pytest.raises(InstructionRefused):
        instruct(
            world.suggestion, world.leader, written(world, **wrong), by=world.editor, at=world.now
        )
    assert not Instruction.objects.exists()


def test_the_unit_it_went_to_reports(instruction, world):
    handler = staff(Role.HANDLER, unit=world.bureau)

    feed_back(instruction, world.bureau, "已开展调研", by=handler, at=world.now)

    assert instruction.feedback.get().by == handler


def test_other_units_do_not_report(instruction, world):
    with pytest.raises(PermissionDenied):
        feed_back(instruction, world.unit, "代报", by=world.handler, at=world.now)
    with pytest.raises(PermissionDenied):
        feed_back(instruction, world.bureau, "代报", by=world.handler, at=world.now)


def test_it_is_closed_once_with_a_result_and_then_takes_no_report(instruction, world):
    handler = staff(Role.HANDLER, unit=world.bureau)

    with pytest.raises(InstructionRefused):
        close(instruction, " ", by=world.leader, at=world.now)
    close(instruction, "已落实", by=world.leader, at=world.now)

    with pytest.raises(InstructionRefused):
        close(instruction, "再次", by=world.editor, at=world.now)
    with pytest.raises(InstructionRefused):
        feed_back(instruction, world.bureau, "补报", by=handler, at=world.now)
    instruction.refresh_from_db()
    assert instruction.closing_note == "已落实"


def test_what_is_late_is_overdue_until_it_is_closed(instruction, world):
    late = instruction.due_on + timedelta(days=1)

    assert not Instruction.objects.overdue(instruction.due_on).exists()
    assert list(Instruction.objects.overdue(late)) == [instruction]
    close(instruction, "已落实", by=world.leader, at=world.now)
    assert not Instruction.objects.overdue(late).exists()


@pytest.mark.parametrize("place", ["own", "higher", "lower", "sibling", "addressed"])
@pytest.mark.parametrize("role", Role)
def test_who_sees_an_instruction(world, role, place):
    city = UnitFactory()
    county, beside = UnitFactory(parent=city), UnitFactory(parent=city)
    places = {
        "own": county,
        "higher": city,
        "lower": UnitFactory(parent=county),
        "sibling": beside,
        "addressed": world.bureau,
    }
    for unit in places.values():
        unit.refresh_from_db()
    world.suggestion.unit = county
    world.suggestion.save(update_fields=["unit"])
    leader = staff(Role.LEADER, unit=county)
    row = instruct(world.suggestion, leader, written(world), by=leader, at=world.now)
    person = staff(role, unit=places[place])

    found = Instruction.objects.visible_to(person, on=world.today)

    watching = role in (Role.LEADER, Role.EDITOR, Role.SUPERVISOR, Role.PUBLISHER)
    addressed = role in (Role.HANDLER, Role.EDITOR, Role.SUPERVISOR)
    expected = {
        "own": watching,
        "higher": watching,
        "lower": False,
        "sibling": False,
        "addressed": addressed,
    }[place]
    assert (row in found) == expected


def test_citizens_see_none_not_even_the_author(instruction, world):
    author = UserFactory()
    world.suggestion.author = author
    world.suggestion.save(update_fields=["author"])

    assert not Instruction.objects.visible_to(author, on=world.today).exists()
