"""Publishing together: nothing is known before, all of it after, nothing twice."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.accounts.contact import ContactDetails, keep_contact
from portal.organisation.membership import Role
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.history import Event, move
from suggestions.models import Notice, Suggestion
from suggestions.review import publishing
from suggestions.review.decision import Decision
from suggestions.review.letters.letter import Letter
from suggestions.review.publication import PublicationRun
from suggestions.review.publication_tasks import carry_on_publications
from suggestions.review.publishing import publish_decisions, start_publication
from suggestions.review.refusals import DecisionRefused
from suggestions.states import OUTCOMES, State
from tests.factories import UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_a_decision_that_waits_moves_nothing_and_tells_nobody(decided, outcome):
    decision = decided(outcome=outcome)

    suggestion = Suggestion.objects.get(pk=decision.suggestion_id)
    assert suggestion.state == State.REVIEWING
    assert decision.published_at is None
    assert not suggestion.history.filter(event=Event.MOVED, after=outcome).exists()
    assert not GoldenIdea.objects.exists()
    assert not Letter.objects.exists()
    assert decision.round.standings.get(suggestion=suggestion).outcome == outcome


def test_publishing_moves_all_makes_golden_ideas_and_writes_letters(round, decided):
    adopted, kept = decided(0, State.ADOPTED), decided(1, State.KEPT)
    now = NOW()

    run = publish_decisions(round, by=round.opened_by, at=now)

    states = dict(Suggestion.objects.values_list("pk", "state"))
    assert states[adopted.suggestion_id] == State.ADOPTED
    assert states[kept.suggestion_id] == State.KEPT
    assert set(Decision.objects.values_list("published_at", flat=True)) == {now}
    assert GoldenIdea.objects.get().adopted_at == now
    assert set(Letter.objects.values_list("decision", flat=True)) == {adopted.pk, kept.pk}
    assert (run.total, run.published_count(), run.left_out) == (2, 2, 0)
    assert run.is_finished
    round.refresh_from_db()
    assert round.published_at == now


def test_authors_are_told_when_decisions_are_published_not_before(round, decided):
    decision = decided()
    contact = keep_contact(ContactDetails(email="a@example.org"))
    Suggestion.objects.filter(pk=decision.suggestion_id).update(contact=contact)
    assert not Notice.objects.exists()

    publish_decisions(round, by=round.opened_by, at=NOW())

    assert Notice.objects.get().entry.after == State.ADOPTED


def test_what_was_withdrawn_meanwhile_is_left_out_and_counted(round, decided):
    gone, other = decided(0), decided(1)
    move(gone.suggestion, State.WITHDRAWN, by=None)

    run = publish_decisions(round, by=round.opened_by, at=NOW())

    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.published_at, gone.suggestion.state) == (None, State.WITHDRAWN)
    assert other.is_published
    assert run.left_out == 1
    assert [row.pk for row in publishing.left_out(round)] == [gone.pk]


def test_a_withdrawn_suggestion_leaves_the_counts_of_its_round_though_it_was_decided(
    round, decided
):
    gone = decided(0)
    decided(1)

    move(gone.suggestion, State.WITHDRAWN, by=None)

    round.refresh_from_db()
    assert (round.suggestion_count, round.decided_count) == (2, 1)
    assert round.standings.get(suggestion=gone.suggestion_id).dropped_at is not None


def test_a_run_that_was_cut_short_is_carried_on_neither_half_nor_twice(round, decided, monkeypatch):
    for number in range(3):
        decided(number)
    monkeypatch.setattr(publishing, "BATCH", 1)
    done = publishing.publish_batch
    calls = []

    def crash_on_the_second(run, keys, wording):
        calls.append(keys)
        if len(calls) == 2:
            raise OSError("the machine went down")
        done(run, keys, wording)

    monkeypatch.setattr(publishing, "publish_batch", crash_on_the_second)
    with pytest.raises(OSError, match="machine"):
        publish_decisions(round, by=round.opened_by, at=NOW())
    assert Decision.objects.published().count() == 1
    assert not PublicationRun.objects.get().is_finished

    carry_on_publications()

    assert PublicationRun.objects.get().is_finished
    assert Decision.objects.published().count() == 3
    assert Letter.objects.count() == GoldenIdea.objects.count() == 3
    assert set(Decision.objects.values_list("published_at", flat=True)) == {
        PublicationRun.objects.get().began_at
    }


def test_a_crash_inside_a_batch_leaves_nothing_of_it(round, decided, monkeypatch):
    decided(0)
    decided(1)
    done = publishing.publish
    calls = []

    def crash_on_the_second(*facts, **more):
        calls.append(1)
        if len(calls) == 2:
            raise OSError("the machine went down")
        done(*facts, **more)

    monkeypatch.setattr(publishing, "publish", crash_on_the_second)
    with pytest.raises(OSError, match="machine"):
        publish_decisions(round, by=round.opened_by, at=NOW())

    assert not Decision.objects.published().exists()
    assert set(Suggestion.objects.values_list("state", flat=True)) == {State.REVIEWING}
    assert not Letter.objects.exists()


def test_two_chairs_who_publish_at_once_share_one_run(round, decided):
    decided(0)
    second = staff(Role.CHAIR, unit=round.campaign.organiser)

    first_run = start_publication(round, by=round.opened_by, at=NOW())
    second_run = start_publication(round, by=second, at=NOW())

    assert second_run == first_run
    assert PublicationRun.objects.get().by == round.opened_by


def test_nothing_to_publish_is_refused(round):
    with pytest.raises(DecisionRefused):
        publish_decisions(round, by=round.opened_by, at=NOW())

    assert not PublicationRun.objects.exists()


def test_what_is_decided_after_a_publication_waits_for_the_next(round, decided):
    decided(0)
    publish_decisions(round, by=round.opened_by, at=NOW())

    later = decided(1)
    assert not later.is_published
    publish_decisions(round, by=round.opened_by, at=NOW())

    assert Decision.objects.published().count() == 2
    assert PublicationRun.objects.count() == 2


def test_publishing_is_for_chairs(round, decided):
    decided(0)
    people = [staff(role, unit=round.campaign.organiser) for role in Role if role != Role.CHAIR]
    people += [staff(Role.CHAIR, unit=UnitFactory()), UserFactory(is_superuser=True)]

    for person in people:
        with pytest.raises(PermissionDenied):
            publish_decisions(round, by=person, at=NOW())

    assert not Decision.objects.published().exists()
