"""Moving many at once does to each what moving one does, or nothing at all."""

import pytest
from django.core import mail

from portal.signals import rows_changed
from suggestions.history import Event, MoveNotAllowed, move_many
from suggestions.models import Entry, Suggestion
from suggestions.outgoing.notice import Notice
from suggestions.review.ranking import rank
from suggestions.states import MOVES, State
from tests.factories import RoundFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db


def those(rows):
    return Suggestion.objects.filter(pk__in=[row.pk for row in rows])


def test_each_gets_its_state_its_version_and_its_entry():
    rows, person = SuggestionFactory.create_batch(3, accepted=True), UserFactory()

    keys = move_many(those(rows), State.REVIEWING, by=person, note="开始评审")

    assert keys == [row.pk for row in rows]
    for row in rows:
        version, since = row.version, row.state_since
        row.refresh_from_db()
        entry = row.history.get()
        assert (row.state, row.version) == (State.REVIEWING, version + 1)
        assert row.state_since > since
        assert (entry.event, entry.before, entry.after) == (Event.MOVED, "accepted", "reviewing")
        assert (entry.by, entry.note) == (person, "开始评审")


@pytest.mark.parametrize("state", [s for s in State if State.REVIEWING not in MOVES[s]])
def test_one_that_may_not_move_stops_them_all(state):
    rows = [SuggestionFactory(accepted=True), SuggestionFactory(state=state)]

    with pytest.raises(MoveNotAllowed):
        move_many(those(rows), State.REVIEWING, by=None)

    assert {row.state for row in those(rows)} == {State.ACCEPTED, state}
    assert not Entry.objects.exists()


def test_the_others_hear_of_all_of_them_at_once():
    rows, heard = SuggestionFactory.create_batch(2, accepted=True), []

    def hear(model, keys, **signal):
        heard.append((model, keys))

    rows_changed.connect(hear)
    move_many(those(rows), State.REVIEWING, by=None)
    rows_changed.disconnect(hear)

    assert heard == [(Suggestion, [row.pk for row in rows])]


def test_reachable_authors_are_told(django_capture_on_commit_callbacks):
    known = SuggestionFactory(accepted=True, author=UserFactory(email="a@example.org"))
    guest = SuggestionFactory(accepted=True)

    with django_capture_on_commit_callbacks(execute=True):
        move_many(those([known, guest]), State.REVIEWING, by=None)

    assert [message.to for message in mail.outbox] == [["a@example.org"]]
    assert Notice.objects.get().entry.suggestion == known


def test_what_is_sent_elsewhere_leaves_the_site():
    row = SuggestionFactory(published=True)

    move_many(those([row]), State.REFERRED, by=None)

    row.refresh_from_db()
    assert row.public_since is None


def test_what_leaves_review_leaves_its_round():
    round = RoundFactory(suggestions=2)
    rows = [standing.suggestion for standing in round.standings.all()]

    move_many(those(rows), State.ACCEPTED, by=None)

    assert not rank(round).exists()


@pytest.mark.parametrize("count", [2, 50])
def test_the_cost_does_not_grow_with_the_rows(django_assert_max_num_queries, count):
    rows = SuggestionFactory.create_batch(count, accepted=True)

    with django_assert_max_num_queries(20):
        move_many(those(rows), State.REVIEWING, by=None)
