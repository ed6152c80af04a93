"""A second look: once, in time, about what was not adopted; answered once, with reasons."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns.models import CampaignPage
from portal.accounts.contact import ContactDetails, keep_contact
from portal.organisation.membership import Role
from suggestions.history import Event
from suggestions.models import Decision, Notice, Suggestion
from suggestions.review.second_look import (
    Answer,
    SecondLook,
    SecondLookRefused,
    answer,
    ask,
    may_ask_until,
    waiting_for_second_opinion,
)
from suggestions.states import State
from tests.factories import DecisionFactory, RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


def decided(outcome=State.NOT_ADOPTED):
    return DecisionFactory(outcome=outcome)


def asked(decision=None, reasons="漏看了附件"):
    decision = decision or decided()
    return ask(decision.suggestion, reasons, by=None, at=NOW())


@pytest.mark.parametrize("outcome", [State.KEPT, State.NOT_ADOPTED])
def test_the_author_asks_with_reasons_and_the_history_says_so(outcome):
    decision = decided(outcome)

    look = asked(decision)

    assert (look.decision, look.reasons, look.is_answered) == (decision, "漏看了附件", False)
    entry = decision.suggestion.history.last()
    assert (entry.event, entry.note) == (Event.SECOND_LOOK, "")


@pytest.mark.parametrize("outcome", [State.ADOPTED, State.PARTLY_ADOPTED])
def test_about_what_was_adopted_nothing_is_asked(outcome):
    with pytest.raises(SecondLookRefused):
        asked(decided(outcome))


def test_a_double_click_makes_one_request():
    decision = decided()

    first, second = asked(decision), asked(decision)

    assert first == second
    assert SecondLook.objects.count() == 1
    assert decision.suggestion.history.filter(event=Event.SECOND_LOOK).count() == 1


def test_other_words_are_a_second_request_and_refused():
    decision = decided()
    asked(decision)

    with pytest.raises(SecondLookRefused, match="already"):
        asked(decision, "还有一点")

    assert SecondLook.objects.get().reasons == "漏看了附件"


@pytest.mark.parametrize("reasons", ["", "  \n"])
def test_a_request_needs_reasons(reasons):
    with pytest.raises(SecondLookRefused):
        asked(reasons=reasons)


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (30, True), (31, False)])
def test_the_period_is_the_campaigns_last_day_included(days, in_time):
    decision = decided()
    Decision.objects.update(published_at=NOW() - timedelta(days=days))

    until = may_ask_until(decision.suggestion, on=timezone.localdate())

    assert (until is not None) == in_time
    if not in_time:
        with pytest.raises(SecondLookRefused):
            asked(decision)


def test_a_campaign_may_offer_none():
    decision = decided()
    CampaignPage.objects.update(second_look_days=0)

    assert may_ask_until(decision.suggestion, on=timezone.localdate()) is None


def test_before_a_decision_is_public_there_is_nothing_to_ask_about(round, decided):
    decision = decided(outcome=State.KEPT)

    assert may_ask_until(decision.suggestion, on=timezone.localdate()) is None


@pytest.mark.parametrize("verdict", Answer)
def test_the_author_hears_either_answer(verdict):
    look = asked()
    contact = keep_contact(ContactDetails(email="a@example.org"))
    Suggestion.objects.filter(pk=look.suggestion_id).update(contact=contact)

    answer(look, verdict, " 已核对 ", by=look.decision.by, at=NOW())

    assert (look.answer, look.answer_text) == (verdict, "已核对")
    entry = look.suggestion.history.last()
    assert (entry.event, entry.note, entry.after) == (Event.LOOK_ANSWERED, "已核对", verdict)
    assert Notice.objects.get().entry == entry


def test_of_two_chairs_who_answer_the_second_is_told():
    look = asked()
    answer(look, Answer.STAYS, "已核对", by=look.decision.by, at=NOW())

    with pytest.raises(SecondLookRefused, match="faster"):
        answer(look, Answer.SECOND_OPINION, "再看", by=look.decision.by, at=NOW())

    assert SecondLook.objects.get().answer == Answer.STAYS


def test_an_answer_needs_reasons():
    look = asked()

    with pytest.raises(SecondLookRefused):
        answer(look, Answer.STAYS, "  ", by=look.decision.by, at=NOW())


def test_a_second_opinion_waits_until_a_later_round_has_taken_it():
    look = asked()
    campaign = look.decision.round.campaign
    answer(look, Answer.SECOND_OPINION, "再看", by=look.decision.by, at=NOW())
    assert list(waiting_for_second_opinion(campaign)) == [look.suggestion]

    later = RoundFactory(campaign=campaign, by=look.decision.by)
    later.standings.create(suggestion=look.suggestion)

    assert not waiting_for_second_opinion(campaign).exists()


def test_where_the_decision_stays_nothing_waits_for_another_round():
    look = asked()
    answer(look, Answer.STAYS, "已核对", by=look.decision.by, at=NOW())

    assert not waiting_for_second_opinion(look.decision.round.campaign).exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CHAIR])
def test_no_other_role_answers(role):
    look = asked()
    person = staff(role, unit=look.decision.round.campaign.organiser)

    with pytest.raises(PermissionDenied):
        answer(look, Answer.STAYS, "已核对", by=person, at=NOW())


def test_neither_foreign_chairs_nor_superusers_answer():
    look = asked()

    for person in (staff(Role.CHAIR, unit=UnitFactory()), UserFactory(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            answer(look, Answer.STAYS, "已核对", by=person, at=NOW())
