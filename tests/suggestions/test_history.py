"""The history is only ever added to, and every change of state goes through it."""

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from portal.kept import RecordIsKept
from suggestions.history import Event, MoveNotAllowed, move, record
from suggestions.models import Entry, Suggestion
from suggestions.states import MOVES, NEVER_PUBLIC, State
from tests.factories import SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return record(SuggestionFactory(), Event.PROGRESS, by=UserFactory(), note="进展")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(note="改了"),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: entry.suggestion.history.all().delete(),
    ],
    ids=["save", "delete", "update", "delete many", "through the suggestion"],
)
def test_an_entry_can_be_neither_changed_nor_deleted(entry, change):
    entry.note = "改了"

    with pytest.raises(RecordIsKept):
        change(entry)

    assert Entry.objects.get().note == "进展"


def test_a_suggestion_with_a_history_cannot_be_deleted(entry):
    with pytest.raises(ProtectedError):
        entry.suggestion.delete()

    assert Suggestion.objects.exists()


@pytest.mark.parametrize(("before", "after"), [(a, b) for a in State for b in State])
def test_only_listed_moves_are_made(before, after):
    suggestion = SuggestionFactory(state=before)

    if after in MOVES[before]:
        entry = move(suggestion, after, by=None, note="原因")
        assert (entry.before, entry.after, entry.note) == (before, after, "原因")
        assert Suggestion.objects.get().state == suggestion.state == after
    else:
        with pytest.raises(MoveNotAllowed):
            move(suggestion, after, by=None)
        assert not suggestion.history.exists()


@pytest.mark.parametrize("state", sorted(NEVER_PUBLIC))
def test_what_is_not_taken_up_leaves_the_site(state):
    before = next(start for start, moves in MOVES.items() if state in moves)
    suggestion = SuggestionFactory(state=before, public_since=timezone.now())

    move(suggestion, state, by=None)

    assert Suggestion.objects.get().public_since is None
    assert suggestion.public_since is None
