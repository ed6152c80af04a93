"""Undo: back to what was before, with an entry, and the author hears nothing of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.accounts.contact import ContactDetails, keep_contact
from suggestions.clocks.clock import Clock
from suggestions.clocks.running import begin
from suggestions.clocks.step import Start
from suggestions.duties.assigning import assign
from suggestions.duties.duty import DutyState
from suggestions.duties.taking import take
from suggestions.figures.gathering import gather
from suggestions.handling import screening
from suggestions.handling.publication import hide
from suggestions.handling.screening import UNDO_FOR, classify
from suggestions.handling.undoing import undo
from suggestions.history import MoveNotAllowed
from suggestions.intake.consents import Consent, ConsentKind, ConsentText
from suggestions.models import LegalChannel, Suggestion
from suggestions.notices import send_waiting_notices
from suggestions.replies.reply import ReplyState
from suggestions.states import Classification, State
from tests.factories import SuggestionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion():
    contact = keep_contact(ContactDetails(email="wang@example.org"))
    return SuggestionFactory(contact=contact)


@pytest.fixture
def clerk():
    return UserFactory()


STEPS = {
    State.ACCEPTED: lambda row, by: screening.accept(row, by=by),
    State.RETURNED: lambda row, by: screening.return_for_completion(row, by=by, note="请补充地址"),
    State.REFERRED: lambda row, by: screening.refer(row, by=by, note="请向物业反映"),
    State.DECLINED: lambda row, by: screening.decline(row, by=by, note="已有规定"),
    State.ANSWERED: lambda row, by: screening.answer(row, by=by, note="本周开通"),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_undone_and_nobody_was_told(step, suggestion, clerk):
    STEPS[step](suggestion, clerk)
    assert suggestion.state == step

    undo(suggestion, by=clerk, at=timezone.now())
    with time_machine.travel(timezone.now() + 2 * UNDO_FOR):
        send_waiting_notices()

    assert Suggestion.objects.get().state == State.RECEIVED
    assert [entry.after for entry in suggestion.history.all()] == [step, State.RECEIVED]
    assert mail.outbox == []


def test_the_class_is_undone(suggestion, clerk):
    classify(suggestion, Classification.QUESTION, by=clerk)

    undo(suggestion, by=clerk, at=timezone.now())

    assert Suggestion.objects.get().classification == Classification.SUGGESTION


def test_after_five_minutes_the_author_is_told_and_nothing_is_undone(suggestion, clerk):
    screening.decline(suggestion, by=clerk, note="已有规定")

    with time_machine.travel(timezone.now() + UNDO_FOR + timedelta(seconds=1)):
        send_waiting_notices()
        with pytest.raises(MoveNotAllowed):
            undo(suggestion, by=clerk, at=timezone.now())

    assert len(mail.outbox) == 1


def test_nobody_undoes_what_another_did_and_no_undoing_is_undone(suggestion, clerk):
    screening.accept(suggestion, by=clerk)
    with pytest.raises(MoveNotAllowed):
        undo(suggestion, by=UserFactory(), at=timezone.now())

    undo(suggestion, by=clerk, at=timezone.now())
    with pytest.raises(MoveNotAllowed):
        undo(suggestion, by=clerk, at=timezone.now())


@pytest.fixture
def published(clerk):
    row = SuggestionFactory(published=True)
    text = ConsentText.objects.filter(kind=ConsentKind.PUBLISH).first()
    Consent.objects.create(suggestion=row, text=text, given_at=timezone.now())
    row.history.create(event="published", at=timezone.now(), by=clerk)
    return row


def test_what_was_taken_off_the_site_returns_to_it(published, clerk):
    screening.refer(published, by=clerk, note="请向物业反映")
    assert published.public_since is None

    undo(published, by=clerk, at=timezone.now())

    row = Suggestion.objects.get()
    assert (row.state, row.public_since is None) == (State.ACCEPTED, False)


def test_what_a_wrong_class_took_off_the_site_returns_to_it(published, clerk):
    classify(published, Classification.QUESTION, by=clerk)
    assert published.public_since is None

    undo(published, by=clerk, at=timezone.now())

    row = Suggestion.objects.get()
    assert (row.classification, row.public_since is None) == (Classification.SUGGESTION, False)


def test_what_was_hidden_before_its_class_was_wrong_stays_hidden(published, clerk):
    hide(published, by=clerk)
    classify(published, Classification.QUESTION, by=clerk)

    undo(published, by=clerk, at=timezone.now())

    assert Suggestion.objects.get().public_since is None


def test_going_back_to_the_pile_is_a_taking_back_and_not_undone(suggestion, clerk):
    screening.accept(suggestion, by=clerk)
    with time_machine.travel(timezone.now() + 2 * UNDO_FOR):
        screening.take_back(suggestion, by=clerk)
        with pytest.raises(MoveNotAllowed):
            undo(suggestion, by=clerk, at=timezone.now())

    assert Suggestion.objects.get().state == State.RECEIVED


@pytest.mark.parametrize("kind", [Classification.CLAIM, Classification.COURT])
class TestLegalChannels:
    def test_a_claim_is_referred_to_a_named_channel_only(self, kind, clerk):
        claim = SuggestionFactory(classification=kind)
        channel = LegalChannel.objects.get(name="行政复议")

        with pytest.raises(screening.CannotScreen) as caught:
            screening.refer(claim, by=clerk, note="请走法律程序")
        entry = screening.refer(claim, by=clerk, channel=channel)

        assert caught.value.fault == screening.Fault.CHANNEL
        assert (channel.name in entry.note, channel.article in entry.note) == (True, True)
        assert claim.referrals.get().channel == channel

    def test_it_is_handled_here_only_for_a_recorded_reason(self, kind, clerk):
        claim = SuggestionFactory(classification=kind)

        with pytest.raises(screening.CannotScreen) as caught:
            screening.accept(claim, by=clerk)
        entry = screening.accept(claim, by=clerk, because="属本单位职责")

        assert caught.value.fault == screening.Fault.HANDLED_HERE
        assert entry.internal_note == "属本单位职责"
        assert claim.state == State.ACCEPTED


class TestOtherPartsGoBackToo:
    """What a step did to clocks, duties and replies is taken back with it."""

    def open_clocks(self, row):
        clocks = Clock.objects.open().filter(suggestion=row)
        return set(clocks.values_list("step", "unit", "started_at", "due_at"))

    @pytest.mark.parametrize("step", [State.ANSWERED, State.REFERRED])
    def test_time_limits_go_on_as_they_were(self, step, clerk):
        row = SuggestionFactory()
        begin([row], Start.SUBMITTED)
        screening.accept(row, by=clerk)
        before = self.open_clocks(row)
        STEPS[step](row, clerk)

        undo(row, by=clerk, at=timezone.now())

        assert before
        assert self.open_clocks(row) == before

    @pytest.mark.parametrize("step", STEPS)
    def test_what_was_received_is_to_be_forwarded_again(self, step, suggestion, clerk):
        begin([suggestion], Start.SUBMITTED)
        before = self.open_clocks(suggestion)
        STEPS[step](suggestion, clerk)

        undo(suggestion, by=clerk, at=timezone.now())

        assert before
        assert self.open_clocks(suggestion) == before

    def test_duties_and_calls_go_on_and_the_answer_is_none(self, clerk):
        row = SuggestionFactory(accepted=True)
        lead = assign(row, row.unit, by=clerk, at=timezone.now())
        offer = assign(row, UnitFactory(), by=clerk, at=timezone.now())
        screening.answer(row, by=clerk, note="本周开通")

        undo(row, by=clerk, at=timezone.now())

        assert set(row.duties.values_list("pk", "state", "ended_at")) == {
            (lead.pk, DutyState.ACCEPTED, None),
            (offer.pk, DutyState.OFFERED, None),
        }
        assert row.replies.get().state == ReplyState.DISCARDED

    def test_a_step_that_another_unit_has_built_on_stays(self, clerk):
        row = SuggestionFactory()
        screening.accept(row, by=clerk)
        offer = assign(row, UnitFactory(), by=clerk, at=timezone.now())
        take(offer, by=UserFactory(), at=timezone.now())

        with pytest.raises(MoveNotAllowed):
            undo(row, by=clerk, at=timezone.now())

    def test_an_answer_taken_back_is_no_reply_in_the_figures(self, suggestion, clerk):
        screening.answer(suggestion, by=clerk, note="本周开通")
        undo(suggestion, by=clerk, at=timezone.now())

        facts = gather([suggestion.pk], at=timezone.now())[0]

        assert facts.replied == 0
