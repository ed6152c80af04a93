"""Rows written at once are what they would be, written one by one."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.bulk import insert_many
from suggestions.chain.subject_key import SubjectKey
from suggestions.history import Entry, Event
from suggestions.models import Suggestion
from tests.factories import SuggestionFactory

TEXTS = ("", "\\N", "a\tb\nc\\", "“引号”与🙂", "\\.")
"""What the text form of COPY has meanings of its own for."""

pytestmark = pytest.mark.django_db


def entry(suggestion, note=""):
    return Entry(suggestion=suggestion, event=Event.SUBMITTED, at=timezone.now(), note=note)


@pytest.mark.parametrize("text", TEXTS)
def test_texts_arrive_as_they_were(text):
    rows = [entry(SuggestionFactory(), text), entry(SuggestionFactory(), text)]

    insert_many(rows)

    assert [Entry.objects.get(pk=row.pk).note for row in rows] == [text, text]


def test_every_column_is_what_save_would_write():
    saved = SuggestionFactory(published=True)
    copy = Suggestion.objects.get(pk=saved.pk)
    copy.pk, copy.receipt = None, "S-2"
    copy.submission_key = Suggestion._meta.get_field("submission_key").get_default()

    insert_many([copy])

    own = {"id", "receipt", "submission_key"}
    found = Suggestion.objects.get(receipt="S-2")
    for field in Suggestion._meta.concrete_fields:
        if field.name not in own:
            assert getattr(found, field.attname) == getattr(saved, field.attname), field.name


def test_rows_get_keys_of_their_own_and_can_be_saved_on():
    first, second = entry(SuggestionFactory()), entry(SuggestionFactory())

    insert_many([first, second])
    later = entry(SuggestionFactory())
    later.save()

    assert len({first.pk, second.pk, later.pk}) == 3
    assert not first._state.adding


def test_bytes_and_keys_that_are_no_numbers_are_kept():
    suggestion = SuggestionFactory()
    key = SubjectKey(suggestion=suggestion, made_at=timezone.now())
    key.seal(b"\x00\xff" * 16)

    SubjectKey.objects.filter(suggestion=suggestion).delete()
    insert_many([key])

    assert SubjectKey.objects.get(pk=key.pk).secret() == b"\x00\xff" * 16


def test_a_double_is_refused_and_leaves_nothing():
    known = SuggestionFactory()
    copy = Suggestion.objects.get(pk=known.pk)
    copy.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many([copy])

    assert Suggestion.objects.count() == 1


def test_nothing_is_nothing():
    insert_many([])

    assert not Entry.objects.exists()
