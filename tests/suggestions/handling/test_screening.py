"""What screening allows, and what it leaves behind."""

import pytest
from django.utils import timezone

from suggestions.handling import screening
from suggestions.handling.correcting import correct
from suggestions.handling.publication import (
    CannotPublish,
    Obstacle,
    hide,
    publish,
    publish_at_once,
)
from suggestions.handling.screening import CannotScreen, Fault, classify, pass_to
from suggestions.history import Event, MoveNotAllowed
from suggestions.intake.consents import Consent, ConsentKind, ConsentText
from suggestions.models import Suggestion
from suggestions.revision import Words, words_of
from suggestions.states import Classification, State
from tests.factories import SuggestionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return UserFactory()


def agreed(suggestion, kind=ConsentKind.PUBLISH):
    text = ConsentText.objects.get(kind=kind)
    Consent.objects.create(suggestion=suggestion, text=text, given_at=timezone.now())
    return suggestion


def events(suggestion):
    return [entry.event for entry in suggestion.history.all()]


class TestSteps:
    @pytest.mark.parametrize(
        ("step", "state"),
        [
            (screening.return_for_completion, State.RETURNED),
            (screening.decline, State.DECLINED),
            (screening.refer, State.REFERRED),
            (screening.answer, State.ANSWERED),
        ],
    )
    def test_the_author_is_always_told_why(self, step, state, clerk):
        suggestion = SuggestionFactory()

        with pytest.raises(CannotScreen) as refusal:
            step(suggestion, by=clerk, note=" ")
        assert refusal.value.fault == Fault.NOTE
        entry = step(suggestion, by=clerk, note="原因")

        assert (entry.by, entry.note, entry.after) == (clerk, "原因", state)
        assert Suggestion.objects.get().state == state

    def test_nothing_is_accepted_before_it_has_a_class(self, clerk):
        suggestion = SuggestionFactory(classification=Classification.UNSORTED)

        with pytest.raises(CannotScreen) as refusal:
            screening.accept(suggestion, by=clerk)

        assert refusal.value.fault == Fault.UNSORTED
        assert Suggestion.objects.get().state == State.RECEIVED

    def test_of_two_clerks_the_second_is_told(self, clerk):
        suggestion = SuggestionFactory()
        same = Suggestion.objects.get()
        screening.accept(suggestion, by=clerk)

        with pytest.raises(MoveNotAllowed):
            screening.decline(same, by=UserFactory(), note="不受理")

        assert Suggestion.objects.get().history.count() == 1

    def test_undoing_takes_it_off_the_site(self, clerk):
        suggestion = SuggestionFactory(published=True)

        screening.take_back(suggestion, by=clerk)

        row = Suggestion.objects.get()
        assert (row.state, row.public_since) == (State.RECEIVED, None)


class TestClass:
    def test_a_report_leaves_the_unit_and_the_site(self, clerk):
        office = UnitFactory(receives_reports=True)
        suggestion = SuggestionFactory(published=True)

        classify(suggestion, Classification.REPORT, by=clerk)

        row = Suggestion.objects.get()
        assert (row.classification, row.unit, row.public_since) == (
            Classification.REPORT,
            office,
            None,
        )
        assert events(row) == [Event.CLASSIFIED, Event.HIDDEN, Event.ASSIGNED]

    def test_what_turns_out_to_be_no_report_comes_back_to_the_organiser(self, clerk):
        office = UnitFactory(receives_reports=True)
        suggestion = SuggestionFactory(unit=office, classification=Classification.REPORT)

        classify(suggestion, Classification.SUGGESTION, by=clerk)

        assert Suggestion.objects.get().unit == suggestion.campaign.organiser

    def test_the_same_class_again_writes_nothing(self, clerk):
        suggestion = SuggestionFactory()

        assert classify(suggestion, Classification.SUGGESTION, by=clerk) is None
        assert events(suggestion) == []

    @pytest.mark.parametrize("state", [State.REVIEWING, State.ADOPTED, State.WITHDRAWN])
    def test_a_class_is_fixed_once_a_panel_has_it(self, state, clerk):
        suggestion = SuggestionFactory(state=state)

        with pytest.raises(CannotScreen) as refusal:
            classify(suggestion, Classification.CLAIM, by=clerk)

        assert refusal.value.fault == Fault.TOO_LATE

    def test_passing_on_is_written_down_once(self, clerk):
        suggestion, unit = SuggestionFactory(), UnitFactory()

        pass_to(suggestion, unit, by=clerk)

        assert pass_to(suggestion, unit, by=clerk) is None
        assert events(suggestion) == [Event.ASSIGNED]


class TestPublication:
    @pytest.mark.parametrize("state", State)
    def test_only_what_was_accepted_is_published(self, state, clerk):
        suggestion = agreed(SuggestionFactory(state=state))
        before = {State.RECEIVED, State.RETURNED, State.REFERRED, State.DECLINED, State.WITHDRAWN}

        if state in before:
            with pytest.raises(CannotPublish) as refusal:
                publish(suggestion, by=clerk, at=timezone.now())
            assert refusal.value.obstacle == Obstacle.STATE
        else:
            publish(suggestion, by=clerk, at=timezone.now())

        assert Suggestion.objects.public().exists() == (state not in before)

    @pytest.mark.parametrize("kind", sorted(set(Classification) - {Classification.SUGGESTION}))
    def test_only_suggestions_are_published(self, kind, clerk):
        suggestion = agreed(SuggestionFactory(accepted=True, classification=kind))

        with pytest.raises(CannotPublish) as refusal:
            publish(suggestion, by=clerk, at=timezone.now())

        assert refusal.value.obstacle == Obstacle.CLASS

    def test_not_without_consent_and_not_with_another_one(self, clerk):
        suggestion = agreed(SuggestionFactory(accepted=True), ConsentKind.PRIVACY)

        with pytest.raises(CannotPublish) as refusal:
            publish(suggestion, by=clerk, at=timezone.now())

        assert refusal.value.obstacle == Obstacle.CONSENT

    def test_not_after_the_consent_was_taken_back(self, clerk):
        suggestion = agreed(SuggestionFactory(accepted=True))
        suggestion.consents.update(revoked_at=timezone.now())

        with pytest.raises(CannotPublish):
            publish(suggestion, by=clerk, at=timezone.now())

    def test_publishing_twice_is_refused_hiding_twice_is_nothing(self, clerk):
        suggestion = agreed(SuggestionFactory(accepted=True))
        publish(suggestion, by=clerk, at=timezone.now())
        with pytest.raises(CannotPublish):
            publish(suggestion, by=clerk, at=timezone.now())

        hide(suggestion, by=clerk)
        hide(suggestion, by=clerk)

        assert events(suggestion) == [Event.PUBLISHED, Event.HIDDEN]

    @pytest.mark.parametrize(
        "missing",
        [
            {"author": None},
            {"author__verified": False},
            {"campaign__moderation": "before"},
            {"classification": Classification.CLAIM},
            {"consent": False},
        ],
        ids=lambda missing: next(iter(missing)),
    )
    def test_at_once_only_for_verified_accounts_with_consent_where_the_campaign_says_so(
        self, missing
    ):
        fields = {"author__verified": True, "campaign__moderation": "after_verified"}

        assert self._published_at_once(**fields)
        assert not self._published_at_once(**fields | missing)

    def _published_at_once(self, *, consent=True, author=True, **fields):
        verified = fields.pop("author__verified")
        author = author and UserFactory(verified=verified)
        suggestion = SuggestionFactory(author=author, **fields)
        if consent:
            agreed(suggestion)
        return publish_at_once(suggestion, at=timezone.now())


class TestCorrection:
    def test_the_author_s_own_words_are_kept(self, clerk):
        suggestion = SuggestionFactory(problem="我的电话是13800000000。")
        masked = Words("建议标题", "我的电话是***。", "具体建议")

        correct(suggestion, masked, by=clerk, internal_note="遮盖电话")

        row = Suggestion.objects.get()
        assert row.problem == "我的电话是***。"
        assert row.revisions.get().problem == "我的电话是13800000000。"
        assert row.history.get().internal_note == "遮盖电话"

    def test_the_same_words_again_write_nothing(self, clerk):
        suggestion = SuggestionFactory()

        assert correct(suggestion, words_of(suggestion), by=clerk) is None
        assert events(suggestion) == []
