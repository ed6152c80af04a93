"""One answer for many: in pieces, to nobody twice, to nobody it must not reach."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.screening import pass_to
from suggestions.models import BatchItem, Link, Reply, ReplyBatch, Suggestion
from suggestions.repeats.link import Verdict
from suggestions.replies import batching
from suggestions.replies.approving import approve
from suggestions.replies.batch import ItemState
from suggestions.replies.batching import carry_on_batch, carry_on_batches, send_piece, send_to_many
from suggestions.replies.linked import linked_open
from suggestions.replies.reply import ReplyKind
from suggestions.replies.sending import send
from suggestions.states import Classification, State
from tests.factories import (
    CampaignFactory,
    ReplyFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


def begun(campaign, **more):
    return send_to_many(
        Suggestion.objects.all(),
        "已经列入今年的计划。",
        unit=campaign.organiser,
        by=UserFactory(),
        at=timezone.now(),
        **more,
    )


def test_everybody_is_told_once_however_often_the_run_is_broken_off(campaign, monkeypatch):
    monkeypatch.setattr(batching, "PIECE", 2)
    SuggestionFactory.create_batch(5, campaign=campaign, state=State.ACCEPTED)
    batch = begun(campaign)

    assert send_piece(batch.pk, at=timezone.now()) == 2
    assert Reply.objects.count() == 2
    carry_on_batches()
    carry_on_batch(batch.pk)

    assert Reply.objects.count() == 5
    assert Suggestion.objects.filter(state=State.ANSWERED).count() == 5
    for suggestion in Suggestion.objects.all():
        assert suggestion.history.filter(after=State.ANSWERED).count() == 1
        assert suggestion.replies.get().entry == suggestion.history.last()
    assert ReplyBatch.objects.get().finished_at is not None


def test_who_withdrew_and_sealed_reports_are_left_out(campaign):
    SuggestionFactory(campaign=campaign, state=State.WITHDRAWN)
    SuggestionFactory(campaign=campaign, state=State.ACCEPTED, classification=Classification.REPORT)
    batch = begun(campaign)

    carry_on_batch(batch.pk)

    assert set(BatchItem.objects.values_list("state", "obstacle")) == {
        (ItemState.SKIPPED, "withdrawn"),
        (ItemState.SKIPPED, "sealed"),
    }
    assert not Reply.objects.exists()


def test_an_interim_answer_to_many_leaves_them_open(campaign):
    SuggestionFactory.create_batch(2, campaign=campaign, state=State.ACCEPTED)

    carry_on_batch(begun(campaign, kind=ReplyKind.INTERIM).pk)

    assert Suggestion.objects.filter(state=State.ACCEPTED).count() == 2
    assert Reply.objects.filter(kind=ReplyKind.INTERIM).count() == 2


def test_words_that_nobody_reviewed_are_not_released_to_everyone(campaign):
    SuggestionFactory(campaign=campaign, state=State.ACCEPTED)

    carry_on_batch(begun(campaign).pk)

    assert not Reply.objects.released().exists()


def linked_pair(campaign):
    earlier, later = SuggestionFactory.create_batch(2, campaign=campaign, state=State.ACCEPTED)
    Link.objects.create(later=later, earlier=earlier, verdict=Verdict.SAME, at=timezone.now())
    return earlier, later


def test_linked_suggestions_get_the_approved_words_too(
    campaign, django_capture_on_commit_callbacks
):
    earlier, later = linked_pair(campaign)
    reply = ReplyFactory(suggestion=later, submitted=True)
    reply.also_for.add(earlier)
    second = staff(Role.SUPERVISOR, unit=reply.unit)

    with django_capture_on_commit_callbacks(execute=True):
        row = approve(reply, reviewed=True, by=second, at=timezone.now())
        send(row, by=second, at=timezone.now())

    copy = earlier.replies.get()
    assert (copy.text, copy.drafted_by, copy.approved_by) == (
        reply.text,
        reply.drafted_by,
        second,
    )
    assert copy.is_released
    assert set(Suggestion.objects.values_list("state", flat=True)) == {State.ANSWERED}


def test_a_linked_suggestion_that_was_passed_on_meanwhile_is_left_out_and_that_is_told(
    campaign, django_capture_on_commit_callbacks
):
    earlier, later = linked_pair(campaign)
    reply = ReplyFactory(suggestion=later, submitted=True)
    reply.also_for.add(earlier)
    pass_to(earlier, UnitFactory(), by=None)
    second = staff(Role.SUPERVISOR, unit=reply.unit)

    with django_capture_on_commit_callbacks(execute=True):
        row = approve(reply, reviewed=True, by=second, at=timezone.now())
        send(row, by=second, at=timezone.now())

    assert BatchItem.objects.get().obstacle == "out_of_reach"
    assert not earlier.replies.exists()
    client = Client()
    client.force_login(second)
    page = client.get(reverse("handling:item", args=[later.receipt])).content.decode()
    assert "1 件未发送" in page


def test_only_open_suggestions_that_say_the_same_and_are_in_reach_are_offered(campaign):
    earlier, later = linked_pair(campaign)
    foreign = SuggestionFactory(accepted=True)
    related = SuggestionFactory(campaign=campaign, state=State.ACCEPTED)
    for other, verdict in ((foreign, Verdict.SAME), (related, Verdict.RELATED)):
        Link.objects.create(later=later, earlier=other, verdict=verdict, at=timezone.now())
    clerk = staff(Role.HANDLER, unit=campaign.organiser)

    assert linked_open(later, clerk, on=timezone.localdate()) == [earlier]
    Suggestion.objects.filter(pk=earlier.pk).update(state=State.CLOSED)
    assert linked_open(later, clerk, on=timezone.localdate()) == []
