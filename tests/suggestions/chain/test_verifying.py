"""Whoever changes a review, a decision or a history is found, at the first place that shows it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from suggestions.chain.entry import ChainEntry, ChainHead
from suggestions.chain.refusals import ChainBroken
from suggestions.chain.roots import make_root
from suggestions.chain.sealing import seal_waiting
from suggestions.chain.verifying import Root, verify
from suggestions.history import Event, move, record
from suggestions.models import Entry, Review
from suggestions.review.abstaining import abstain
from suggestions.review.assigning import unassign
from suggestions.review.declaring import declare
from suggestions.review.scoring import reopen_review
from suggestions.states import State
from tests.factories import AssignmentFactory, ReviewFactory, SuggestionFactory
from tests.suggestions.chain.tampering import chain_anew, execute

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def broken():
    """The break that verifying finds."""
    with pytest.raises(ChainBroken) as caught:
        verify()
    return caught.value


def entry_of(kind, row):
    return ChainEntry.objects.get(kind=kind, row=row)


def test_an_untouched_log_is_valid(decision):
    report = verify()

    assert report.entries == report.compared == ChainEntry.objects.count()
    assert report.head == ChainHead.objects.get().hash
    assert (report.waiting, report.destroyed, report.superseded) == (0, 0, 0)


def test_an_empty_log_is_valid(db):
    assert verify().entries == 0


def test_every_step_review_and_decision_has_an_entry(decision):
    kinds = list(ChainEntry.objects.sealed().values_list("kind", flat=True))

    assert kinds.count("entry") == Entry.objects.count() == 4
    assert (kinds.count("review"), kinds.count("decision")) == (1, 1)


def test_a_changed_level_is_found_with_the_criterion_and_both_levels(decision):
    review = decision.suggestion.assignments.get().review
    score = review.scores.first()

    execute("UPDATE suggestions_score SET level = 5 WHERE id = %s", score.pk)

    found = broken()
    assert found.kind == "review"
    assert found.sequence == entry_of("review", review.pk).sequence
    assert found.what == f"row {review.pk}: levels.{score.criterion_id}: was 4, is 5"


def test_a_changed_reason_is_found_without_showing_it(decision):
    execute("UPDATE suggestions_decision SET reason = '别的理由' WHERE id = %s", decision.pk)

    found = broken()
    assert (found.kind, found.what) == ("decision", f"row {decision.pk}: reason: another text")


def test_a_changed_outcome_is_found(decision):
    execute("UPDATE suggestions_decision SET outcome = 'kept' WHERE id = %s", decision.pk)

    assert 'outcome: was "adopted", is "kept"' in broken().what


@pytest.mark.parametrize(
    ("column", "value"),
    [("note", "改了"), ("internal_note", "改了"), ("after", "kept"), ("at", "2026-01-01 00:00:00")],
)
def test_a_changed_history_entry_is_found(decision, column, value):
    entry = decision.suggestion.history.get(after=State.ACCEPTED)

    execute(f"UPDATE suggestions_entry SET {column} = %s WHERE id = %s", value, entry.pk)

    found = broken()
    assert found.sequence == entry_of("entry", entry.pk).sequence
    assert f"row {entry.pk}: {column}:" in found.what


def test_a_deleted_history_entry_is_found(submitted):
    seal_waiting()
    entry = submitted.history.get(after=State.ACCEPTED)

    execute("DELETE FROM suggestions_notice")
    execute("DELETE FROM suggestions_entry WHERE id = %s", entry.pk)

    found = broken()
    assert found.what == f"row {entry.pk}: the row is gone"


def test_a_deleted_entry_of_the_log_is_found_by_the_gap(decision):
    execute("DELETE FROM suggestions_chainentry WHERE sequence = 2")

    found = broken()
    assert (found.sequence, found.what) == (2, "missing: entry 3 comes next")


def test_an_inserted_history_entry_is_found(decision):
    Entry(
        suggestion=decision.suggestion,
        event=Event.PROGRESS,
        at=timezone.now(),
    ).save()

    found = broken()
    assert found.kind == "entry"
    assert "has no entry: it was not written by the portal" in found.what


def test_a_state_that_nobody_moved_to_is_found(decision):
    execute("UPDATE suggestions_suggestion SET state = 'converted'")

    found = broken()
    assert found.what == f"{decision.suggestion.receipt} is converted, its history says adopted"


def test_two_entries_in_each_others_place_are_found(decision):
    for number, place in ((1, 99), (2, 1), (99, 2)):
        execute(
            "UPDATE suggestions_chainentry SET sequence = %s WHERE sequence = %s", place, number
        )

    found = broken()
    assert (found.sequence, found.what) == (1, "its hash does not follow from the one before")


@pytest.mark.parametrize("column", ["kind", "row", "occasion", "at", "commitment"])
def test_a_changed_entry_of_the_log_is_found(decision, column):
    execute(f"UPDATE suggestions_chainentry SET {column} = '7' WHERE sequence = 3") if (
        column != "at"
    ) else execute("UPDATE suggestions_chainentry SET at = '2026-01-01' WHERE sequence = 3")

    assert broken().sequence == 3


def test_a_changed_copy_of_the_facts_is_found(decision):
    other = ChainEntry.objects.get(sequence=2).copy

    execute("UPDATE suggestions_chainentry SET copy = %s WHERE sequence = 3", other)

    found = broken()
    assert (found.sequence, "cannot be opened" in found.what) == (3, True)


def test_a_chain_cut_off_at_the_end_is_found_by_its_head(decision):
    last = ChainHead.objects.get().sequence

    execute("DELETE FROM suggestions_chainentry WHERE sequence = %s", last)

    assert broken().what == f"missing: the head says {last} entries"


def test_a_chain_cut_off_with_its_head_is_found_by_the_daily_root(decision):
    last = ChainHead.objects.get().sequence
    make_root(DAY, at=timezone.now())
    before = ChainEntry.objects.get(sequence=last - 1)

    execute("DELETE FROM suggestions_chainentry WHERE sequence = %s", last)
    ChainHead.objects.update(sequence=last - 1, hash=before.hash)

    found = broken()
    assert found.sequence == last
    assert found.what == f"missing: the root of 2026-11-21 covers {last} entries"


def test_a_chain_computed_anew_does_not_fit_a_root_that_was_published(decision):
    root = make_root(DAY, at=timezone.now())
    published = Root("the printed root", root.head, root.last)
    execute("DELETE FROM suggestions_dayroot")
    execute("UPDATE suggestions_chainentry SET occasion = 'adopted' WHERE sequence = 2")
    chain_anew()

    assert verify().entries == root.last  # by itself it looks right
    with pytest.raises(ChainBroken, match="the printed root has another hash"):
        verify(published=[published])


def test_a_published_hash_without_its_number_is_looked_for_in_the_whole_chain(decision):
    root = make_root(DAY, at=timezone.now())

    assert verify(published=[Root("the printed root", root.head)]).roots == 2
    with pytest.raises(ChainBroken, match="no entry has the hash of the forged root"):
        verify(published=[Root("the forged root", "f" * 64)])


def test_a_root_that_was_taken_away_is_found(submitted):
    for days in range(3):
        record(submitted, Event.PROGRESS, by=None)
        make_root(DAY + timedelta(days=days), at=timezone.now())

    execute("DELETE FROM suggestions_dayroot WHERE day = %s", DAY + timedelta(days=1))

    assert broken().what == "missing: a root before that of 2026-11-23"


def test_a_destroyed_key_without_an_erasure_is_found(decision):
    execute("UPDATE suggestions_subjectkey SET sealed = %s, destroyed_at = made_at", b"")

    assert broken().what.endswith("its key is destroyed, and no erasure says so")


def test_a_review_taken_back_and_given_again_is_compared_with_its_latest_entry(submitted):
    assignment = AssignmentFactory(campaign=submitted.campaign, suggestions=[submitted])
    review = ReviewFactory(assignment=assignment, level=2)
    reopen_review(review, by=assignment.reviewer, at=timezone.now())
    ReviewFactory(assignment=assignment, level=5)
    seal_waiting()

    report = verify()

    assert ChainEntry.objects.filter(kind="review").count() == 3
    assert report.superseded == 2


def test_an_entry_that_waits_is_compared_too(decision):
    entry = record(decision.suggestion, Event.PROGRESS, by=None, note="进展")
    assert verify().waiting == 1

    execute("UPDATE suggestions_entry SET note = '改了' WHERE id = %s", entry.pk)

    assert broken().what == f"row {entry.pk}: note: another text"


def test_a_part_of_the_chain_can_be_looked_at_alone(decision):
    execute("UPDATE suggestions_decision SET reason = '别的理由' WHERE id = %s", decision.pk)
    place = entry_of("decision", decision.pk).sequence

    assert verify(first=2, last=place - 1).entries == place - 2
    with pytest.raises(ChainBroken):
        verify(first=place)


def test_a_suggestion_without_a_history_is_found(decision):
    stray = SuggestionFactory(campaign=decision.suggestion.campaign)

    assert broken().what == f"{stray.receipt} is received, its history says nothing"


def test_a_move_that_was_refused_leaves_no_entry(submitted):
    before = ChainEntry.objects.count()

    with pytest.raises(Exception, match="accepted → converted"):
        move(submitted, State.CONVERTED, by=None)

    assert ChainEntry.objects.count() == before


@pytest.mark.parametrize("way", ["abstain", "declare", "unassign"])
def test_a_review_that_was_taken_back_may_go_with_its_assignment(way):
    review, now = ReviewFactory(), timezone.now()
    assignment, reviewer = review.assignment, review.assignment.reviewer
    reopen_review(review, by=reviewer, at=now)

    if way == "unassign":
        unassign(assignment, by=assignment.round.opened_by, at=now)
    else:
        {"abstain": abstain, "declare": declare}[way](assignment, "亲属", by=reviewer, at=now)
    seal_waiting()

    assert not Review.objects.exists()
    assert verify().superseded == len(["submitted", "taken back"])
