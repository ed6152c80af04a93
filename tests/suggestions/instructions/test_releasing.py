"""Releases: two people, one wording, gone at once when it is taken back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.organisation.membership import Role
from suggestions.handling.publication import hide
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.release import Release
from suggestions.instructions.released import taken_up_by
from suggestions.instructions.releasing import (
    ask_release,
    refuse_release,
    release,
    revoke_release,
)
from tests.factories import staff
from tests.suggestions.instructions.conftest import WORDS
from tests.suggestions.test_races import at_once

pytestmark = pytest.mark.django_db
WORDING = "青禾市交通运输局"


@pytest.fixture
def asked(instruction, world):
    return ask_release(instruction, WORDING, by=world.editor, at=world.now)


def shown(world, client):
    return client.get(world.suggestion.get_absolute_url()).content.decode()


def test_asking_shows_nothing(asked, world, client):
    assert taken_up_by(world.suggestion) == []
    assert WORDING not in shown(world, client)


def test_a_second_person_releases_it_and_the_public_reads_the_wording_alone(asked, world, client):
    release(asked, by=world.publisher, at=world.now)

    text = shown(world, client)
    assert WORDING in text
    assert WORDS not in text
    assert world.leader.name not in text


def test_who_asked_does_not_release(instruction, world):
    both = staff(Role.EDITOR, Role.PUBLISHER, unit=world.unit)
    asked = ask_release(instruction, WORDING, by=both, at=world.now)

    with pytest.raises(PermissionDenied):
        release(asked, by=both, at=world.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=asked.pk).update(released_by=both, released_at=world.now)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.PUBLISHER, Role.LEADER)])
def test_nobody_else_releases(asked, world, role):
    with pytest.raises(PermissionDenied):
        release(asked, by=staff(role, unit=world.unit), at=world.now)


def test_taken_back_it_is_gone_at_once_and_who_did_it_is_kept(asked, world, client):
    release(asked, by=world.publisher, at=world.now)

    revoke_release(asked, by=world.editor, at=world.now)

    assert WORDING not in shown(world, client)
    asked.refresh_from_db()
    assert (asked.released_by, asked.revoked_by) == (world.publisher, world.editor)


def test_refused_it_is_not_shown_and_another_wording_can_be_asked_for(asked, instruction, world):
    refuse_release(asked, by=world.publisher, at=world.now)

    with pytest.raises(InstructionRefused):
        release(asked, by=world.leader, at=world.now)
    again = ask_release(instruction, "青禾市", by=world.editor, at=world.now)
    release(again, by=world.leader, at=world.now)
    assert taken_up_by(world.suggestion) == ["青禾市"]


def test_one_release_at_a_time(asked, instruction, world):
    with pytest.raises(InstructionRefused):
        ask_release(instruction, "另一表述", by=world.editor, at=world.now)


@pytest.mark.parametrize("wording", ["", "  ", "此事要抓紧", WORDS])
def test_the_words_of_the_instruction_are_no_wording(instruction, world, wording):
    with pytest.raises(InstructionRefused):
        ask_release(instruction, wording, by=world.editor, at=world.now)


def test_what_is_not_public_shows_nothing(asked, world):
    release(asked, by=world.publisher, at=world.now)

    hide(world.suggestion, by=None)

    world.suggestion.refresh_from_db()
    assert taken_up_by(world.suggestion) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_leave_one_decision(asked, world):
    def run(act, person):
        try:
            return act(Release.objects.get(), by=person, at=world.now)
        except InstructionRefused as refusal:
            return refusal

    results = at_once(
        [lambda: run(release, world.publisher), lambda: run(refuse_release, world.leader)]
    )

    assert sum(isinstance(one, InstructionRefused) for one in results) == 1
    assert Instruction.objects.count() == 1
