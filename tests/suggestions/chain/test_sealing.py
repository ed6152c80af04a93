"""Entries get one place each, in one chain, however many seal and whatever stops them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test.utils import CaptureQueriesContext

from portal.kept import RecordIsKept
from suggestions.chain import sealing
from suggestions.chain.entry import BEGINNING, ChainEntry, ChainHead
from suggestions.chain.guards import GUARDED
from suggestions.chain.recording import note_many
from suggestions.chain.sealing import seal_batch, seal_waiting
from suggestions.chain.verifying import verify
from suggestions.history import Event, move_many, record
from suggestions.models import Entry, Suggestion
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestions():
    campaign = CampaignFactory()
    rows = SuggestionFactory.create_batch(12, campaign=campaign)
    for row in rows:
        record(row, Event.SUBMITTED, by=None, after=State.RECEIVED)
    return rows


def test_entries_are_numbered_without_gaps_from_one(suggestions):
    assert seal_waiting() == 12

    places = list(ChainEntry.objects.sealed().values_list("sequence", flat=True))
    assert places == list(range(1, 13))
    assert ChainHead.objects.get().sequence == 12


def test_the_first_entry_follows_nought(suggestions):
    seal_waiting()

    first = ChainEntry.objects.get(sequence=1)
    assert first.hash == first.hash_after(BEGINNING, 1)


def test_sealing_again_changes_nothing(suggestions):
    seal_waiting()
    head = ChainHead.objects.get().hash

    assert seal_waiting() == 0
    assert ChainHead.objects.get().hash == head


def test_a_sealer_killed_in_the_middle_leaves_a_chain_that_goes_on(suggestions, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 5)
    seal_batch()

    def killed(places):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "_place", killed)
        with pytest.raises(KeyboardInterrupt):
            seal_waiting()
    assert ChainHead.objects.get().sequence == 5

    assert seal_waiting() == 7
    assert verify().entries == 12


def test_a_place_that_is_taken_is_refused(suggestions):
    seal_batch()
    entry = record(suggestions[0], Event.PROGRESS, by=None)
    waiting = ChainEntry.objects.get(kind="entry", row=entry.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        sealing._place([(3, "f" * 64, waiting.pk)])


def test_many_rows_cost_as_many_queries_as_one(suggestions, django_assert_num_queries):
    entries = list(Entry.objects.select_related("suggestion"))
    with CaptureQueriesContext(connection) as for_one:
        note_many(entries[:1], at=entries[0].at)

    with django_assert_num_queries(len(for_one)):  # the keys, the entries
        note_many(entries, at=entries[0].at)

    assert len(for_one) <= 3  # PostgreSQL is asked for the numbers of the rows


def test_moving_many_logs_every_move(suggestions):
    keys = move_many(Suggestion.objects.all(), State.ACCEPTED, by=None)

    assert ChainEntry.objects.count() == 2 * len(keys)
    seal_waiting()
    assert verify().compared == 2 * len(keys)


def test_a_change_that_is_rolled_back_leaves_no_entry(suggestions):
    with transaction.atomic():
        record(suggestions[0], Event.PROGRESS, by=None)
        transaction.set_rollback(True)

    assert ChainEntry.objects.count() == 12


def test_an_entry_is_sealed_when_its_change_is_committed(
    suggestions, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        record(suggestions[0], Event.PROGRESS, by=None)

    assert not ChainEntry.objects.waiting().exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE suggestions_chainentry SET commitment = 'x' WHERE sequence = 1",
        "UPDATE suggestions_chainentry SET hash = 'x' WHERE sequence = 1",
        "UPDATE suggestions_chainentry SET sequence = NULL WHERE sequence = 1",
        "UPDATE suggestions_chainentry SET sequence = 99, kind = 'x' WHERE sequence IS NULL",
        "DELETE FROM suggestions_chainentry",
        "UPDATE suggestions_entry SET after = 'kept'",
        "DELETE FROM suggestions_entry",
    ],
)
def test_the_database_itself_refuses(suggestions, statement):
    seal_waiting()
    record(suggestions[0], Event.PROGRESS, by=None)

    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_every_guard_is_on_after_all_migrations():
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = {name.lower() for (name,) in cursor.fetchall()}

    assert {f"{table}_is_kept_{verb}".lower() for table, verb in GUARDED} <= names


def test_python_refuses_too(suggestions):
    with pytest.raises(RecordIsKept):
        ChainEntry.objects.update(kind="x")
    with pytest.raises(RecordIsKept):
        ChainEntry.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_several_sealers_at_once_make_one_chain(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 3)
    row = SuggestionFactory()
    record(row, Event.SUBMITTED, by=None, after=State.RECEIVED)
    with monkeypatch.context() as patch:
        patch.setattr("suggestions.chain.recording.seal_waiting.delay", lambda: None)
        for _step in range(40):
            record(row, Event.PROGRESS, by=None)

    def seal(_number):
        try:
            return seal_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        sealed = list(threads.map(seal, range(4)))

    assert sum(sealed) == 40
    assert verify().entries == 41
