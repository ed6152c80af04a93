"""Objections: in time or not, answered once, and what upholding one does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.contact import ContactAccess, ContactDetails
from portal.organisation.membership import Role
from suggestions.commendation.objecting import answer, contact_of, object_to
from suggestions.commendation.objection import Objection
from suggestions.commendation.refusals import CommendationRefused
from tests.factories import (
    NomineeFactory,
    staff,
)

pytestmark = pytest.mark.django_db


def objection(world, **about):
    return object_to(world.row, "不属实", form_key=uuid4(), at=world.now, **about)


def test_the_last_second_is_in_time_and_the_next_is_not(at):
    world = at("notice")
    last = world.after - timedelta(microseconds=1)

    object_to(world.row, "不属实", form_key=uuid4(), at=last)
    with pytest.raises(CommendationRefused):
        object_to(world.row, "不属实", form_key=uuid4(), at=world.after)

    assert Objection.objects.count() == 1


@pytest.mark.parametrize("step", ["draft", "panel", "approved", "published"])
def test_outside_the_notice_nothing_is_taken(at, step):
    world = at(step)

    with pytest.raises(CommendationRefused):
        objection(world)


def test_the_same_form_twice_is_one_objection(at):
    world, key = at("notice"), uuid4()

    first = object_to(world.row, "不属实", form_key=key, at=world.now)
    second = object_to(world.row, "不属实", form_key=key, at=world.after + timedelta(days=1))

    assert first == second


def test_upholding_takes_the_name_off(at):
    world = at("notice", names=2)
    row = objection(world, nominee=world.nominee)

    answer(row, "经核实属实", upheld=True, by=world.supervisor, at=world.now)

    world.nominee.refresh_from_db()
    assert world.nominee.removed_at == world.now
    assert world.row.nominees.standing().count() == 1


def test_not_upholding_leaves_the_list_as_it_is(at):
    world = at("notice")

    answer(
        objection(world, nominee=world.nominee),
        "查无实据",
        upheld=False,
        by=world.editor,
        at=world.now,
    )

    assert world.row.nominees.standing().count() == 1


def test_an_objection_is_answered_once_and_in_words(at):
    world = at("notice")
    row = objection(world)

    with pytest.raises(CommendationRefused):
        answer(row, " ", upheld=False, by=world.editor, at=world.now)
    answer(row, "已核实", upheld=False, by=world.editor, at=world.now)
    with pytest.raises(CommendationRefused):
        answer(row, "另一答复", upheld=True, by=world.supervisor, at=world.now)

    row.refresh_from_db()
    assert (row.answer, row.upheld) == ("已核实", False)


def test_who_nominated_does_not_answer(at):
    world = at("notice")
    nominee = NomineeFactory(commendation=world.row, nominated_by=world.editor)
    row = objection(world, nominee=nominee)

    with pytest.raises(PermissionDenied):
        answer(row, "不成立", upheld=False, by=world.editor, at=world.now)


def test_contact_lies_sealed_and_whoever_looks_is_written_down(at):
    world = at("notice")
    row = objection(world, contact=ContactDetails(phone="13912345678"))

    assert b"13912345678" not in bytes(row.contact.sealed)
    assert contact_of(row, by=world.editor, at=world.now).phone == "13912345678"
    assert ContactAccess.objects.get().by == world.editor


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.CHAIR, Role.LEADER, Role.HANDLER])
def test_others_do_not_see_how_to_reach_them(at, role):
    world = at("notice")
    row = objection(world, contact=ContactDetails(phone="13912345678"))

    with pytest.raises(PermissionDenied):
        contact_of(row, by=staff(role, unit=world.unit), at=world.now)
    assert not ContactAccess.objects.exists()
