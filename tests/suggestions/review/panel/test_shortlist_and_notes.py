"""Shortlist and discussion: written down with name and time, never changed afterwards."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.kept import RecordIsKept
from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.review.notes import PanelNote, write_note
from suggestions.review.shortlist import ShortlistEntry, shortlist
from suggestions.states import State
from tests.factories import RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


def keys_of(round):
    return list(round.standings.order_by("pk").values_list("pk", flat=True))


def test_several_are_marked_at_once_with_who_and_when(round):
    keys, now = keys_of(round), NOW()

    count = shortlist(round, keys[:2], True, by=round.opened_by, at=now)

    assert count == 2
    marked = round.standings.filter(is_shortlisted=True).order_by("pk")
    assert [row.pk for row in marked] == keys[:2]
    entries = ShortlistEntry.objects.values_list("standing", "is_shortlisted", "by", "at")
    assert set(entries) == {(key, True, round.opened_by.pk, now) for key in keys[:2]}


def test_taking_the_mark_off_is_written_down_too(round):
    keys = keys_of(round)[:1]
    shortlist(round, keys, True, by=round.opened_by, at=NOW())

    shortlist(round, keys, False, by=round.opened_by, at=NOW())

    assert not round.standings.filter(is_shortlisted=True).exists()
    kept = [entry.is_shortlisted for entry in ShortlistEntry.objects.all()]
    assert kept == [True, False]


def test_what_is_marked_already_is_not_marked_again(round):
    keys = keys_of(round)
    shortlist(round, keys[:1], True, by=round.opened_by, at=NOW())

    assert shortlist(round, keys, True, by=round.opened_by, at=NOW()) == 2
    assert ShortlistEntry.objects.count() == 3


def test_neither_other_rounds_nor_what_has_left_are_marked(round):
    other = RoundFactory()
    gone = round.standings.order_by("pk")[0]
    move(gone.suggestion, State.WITHDRAWN, by=None)

    count = shortlist(round, [gone.pk, *keys_of(other)], True, by=round.opened_by, at=NOW())

    assert count == 0
    assert not other.standings.filter(is_shortlisted=True).exists()


def test_a_note_is_kept_with_its_author_and_cannot_be_changed(round):
    standing, now = round.standings.first(), NOW()

    note = write_note(standing, "预算够吗？", by=round.opened_by, at=now)

    assert (note.text, note.by, note.at) == ("预算够吗？", round.opened_by, now)
    for act in (note.save, note.delete, PanelNote.objects.all().delete):
        with pytest.raises(RecordIsKept):
            act()


def test_a_note_says_something(round):
    with pytest.raises(IntegrityError), transaction.atomic():
        write_note(round.standings.first(), "", by=round.opened_by, at=NOW())


PEOPLE = [role for role in Role if role not in (Role.EDITOR, Role.CHAIR)]


@pytest.mark.parametrize("role", PEOPLE)
def test_no_other_role_marks_or_writes(round, role):
    person = staff(role, unit=round.campaign.organiser)

    with pytest.raises(PermissionDenied):
        shortlist(round, keys_of(round), True, by=person, at=NOW())
    with pytest.raises(PermissionDenied):
        write_note(round.standings.first(), "意见", by=person, at=NOW())


def test_neither_foreign_chairs_nor_superusers_mark_or_write(round):
    for person in (staff(Role.CHAIR, unit=UnitFactory()), UserFactory(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            shortlist(round, keys_of(round), True, by=person, at=NOW())
        with pytest.raises(PermissionDenied):
            write_note(round.standings.first(), "意见", by=person, at=NOW())
