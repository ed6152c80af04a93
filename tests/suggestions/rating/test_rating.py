"""Ratings: kept once; a good one closes, a low one reopens once, the second is a supervisor's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.duties.taking import take
from suggestions.handling.screening import CannotScreen, Fault, answer
from suggestions.history import move
from suggestions.models import Asking, Duty, Rating, Reopening, Suggestion
from suggestions.rating.asking import LATE_FOR, AskingEnd
from suggestions.rating.asking_door import ask
from suggestions.rating.rating import Scale, Source
from suggestions.rating.rating_door import rate, settle
from suggestions.rating.refusals import RatingRefused, Refusal
from suggestions.rating.silence import close_unrated
from suggestions.replies.drafting import begin
from suggestions.replies.refusals import Refusal as ReplyRefusal
from suggestions.replies.refusals import ReplyRefused
from suggestions.states import Classification, State
from tests.factories import SuggestionFactory, UnitFactory, asked, sent_reply, staff

pytestmark = pytest.mark.django_db
GOOD = {"answered": Scale.SATISFIED, "done": Scale.FAIRLY}
LOW = {"answered": Scale.SATISFIED, "done": Scale.DISSATISFIED}


def given(asking, marks, **more):
    return rate(asking, **marks, by=None, at=timezone.now(), **more)


def test_replied_is_not_closed_until_a_good_rating():
    asking = asked()
    assert asking.suggestion.state == State.ANSWERED

    rating = given(asking, GOOD, comment="谢谢")

    assert Suggestion.objects.get().state == State.CLOSED
    assert (rating.source, rating.by, rating.unit) == (Source.OWN, None, asking.unit)
    assert Asking.objects.get().end == AskingEnd.RATED


def test_it_is_rated_once():
    asking = asked()
    given(asking, GOOD)

    with pytest.raises(RatingRefused) as caught:
        given(asking, LOW)

    assert caught.value.refusal == Refusal.RATED
    assert Rating.objects.count() == 1


def test_a_low_rating_goes_to_the_next_tier_up_that_has_somebody():
    top = UnitFactory()
    empty = UnitFactory(parent=top)
    unit = UnitFactory(parent=empty)
    staff(Role.HANDLER, unit=top)
    asking = asked(SuggestionFactory(accepted=True, unit=unit))

    given(asking, LOW)

    suggestion = Suggestion.objects.get()
    assert suggestion.state == State.ACCEPTED
    assert Reopening.objects.get().to_unit == top
    assert Duty.objects.filter(unit=top, suggestion=suggestion).exists()
    assert suggestion.unit == unit, "who answered goes on until the other unit accepts"


def test_at_the_top_a_second_person_answers():
    asking = asked()
    first = asking.reply.drafted_by
    second = staff(Role.HANDLER, unit=asking.unit)

    given(asking, LOW)

    suggestion = Suggestion.objects.get()
    with pytest.raises(ReplyRefused) as caught:
        begin(suggestion, by=first, at=timezone.now())
    assert caught.value.refusal == ReplyRefusal.SAME_AGAIN
    assert begin(suggestion, by=second, at=timezone.now()).drafted_by == second


def test_an_only_person_answers_again_and_it_is_recorded():
    reply = sent_reply()
    reply.unit.memberships.exclude(user=reply.drafted_by).delete()
    asking = ask(reply.suggestion, reply, by=None, at=timezone.now())

    given(asking, LOW)

    assert Reopening.objects.get().alone
    assert begin(Suggestion.objects.get(), by=reply.drafted_by, at=timezone.now())


def test_a_report_against_someone_never_leaves_its_office():
    top = UnitFactory()
    office = UnitFactory(parent=top, receives_reports=True)
    staff(Role.HANDLER, unit=top)
    suggestion = SuggestionFactory(accepted=True, unit=office, classification=Classification.REPORT)
    asking = asked(suggestion)

    given(asking, LOW)

    assert Reopening.objects.get().to_unit == office
    assert not Duty.objects.filter(unit=top).exists()
    assert not Rating.objects.counted().exists()
    assert not Asking.objects.counted().exists()


def second_low():
    """A suggestion that was reopened, answered again and rated low again."""
    asking = asked()
    given(asking, LOW)
    suggestion = Suggestion.objects.get()
    second = staff(Role.HANDLER, unit=suggestion.unit)
    reply = sent_reply(suggestion, drafted_by=second)
    again = ask(Suggestion.objects.get(), reply, by=None, at=timezone.now())
    return given(again, LOW)


def test_the_second_low_rating_goes_to_the_supervisor_instead():
    rating = second_low()

    assert Asking.objects.last().turn == 2
    assert Suggestion.objects.get().state == State.ANSWERED
    assert Rating.objects.for_supervisor().get() == rating


def test_a_supervisor_says_what_was_done_once_and_it_is_closed():
    rating = second_low()
    supervisor = staff(Role.SUPERVISOR, unit=rating.suggestion.unit)

    with pytest.raises(RatingRefused):
        settle(rating, note=" ", by=supervisor, at=timezone.now())
    settle(rating, note="已上门说明。", by=supervisor, at=timezone.now())
    with pytest.raises(RatingRefused):
        settle(rating, note="再次", by=supervisor, at=timezone.now())

    assert Suggestion.objects.get().state == State.CLOSED
    assert not Rating.objects.for_supervisor().exists()


def test_silence_closes_as_not_rated():
    asking = asked(at=timezone.now() - timedelta(days=40))

    assert close_unrated() == 1
    assert close_unrated() == 0

    assert Asking.objects.get().end == AskingEnd.SILENT
    assert Suggestion.objects.get().state == State.CLOSED
    assert asking.pk == Asking.objects.get().pk


def test_what_is_not_due_is_left_alone():
    asked()

    assert close_unrated() == 0
    assert Suggestion.objects.get().state == State.ANSWERED


def closed_by_silence():
    asked(at=timezone.now() - timedelta(days=40))
    close_unrated()
    return Asking.objects.get()


def test_the_author_may_still_rate_for_a_while_after_closing():
    asking = closed_by_silence()

    given(asking, LOW)

    assert Suggestion.objects.get().state == State.ACCEPTED


def test_after_that_the_time_is_over():
    asking = closed_by_silence()

    with pytest.raises(RatingRefused) as caught:
        rate(asking, **GOOD, by=None, at=asking.closed_at + LATE_FOR)

    assert caught.value.refusal == Refusal.EXPIRED


def test_nothing_is_rated_while_the_unit_works_on_it_again():
    asking = asked()
    move(asking.suggestion, State.ACCEPTED, by=None)

    with pytest.raises(RatingRefused) as caught:
        given(asking, GOOD)

    assert caught.value.refusal == Refusal.EXPIRED


def test_a_new_asking_ends_the_one_before():
    asking = asked()
    move(asking.suggestion, State.ACCEPTED, by=None)
    reply = sent_reply(Suggestion.objects.get())

    ask(Suggestion.objects.get(), reply, by=None, at=timezone.now())

    asking.refresh_from_db()
    assert asking.end == AskingEnd.CANCELLED
    assert Asking.objects.open().count() == 1


@pytest.mark.parametrize(
    ("answered", "done", "low"), [(3, 3, False), (2, 5, True), (5, 2, True), (1, 1, True)]
)
def test_fairly_satisfied_in_both_is_satisfied(answered, done, low):
    rating = given(asked(), {"answered": answered, "done": done})

    assert rating.is_low is low
    assert Rating.objects.low().exists() is low
    assert Rating.objects.satisfied().exists() is not low


def offered_above():
    """A low rating has offered the matter to the unit above; and that unit."""
    top = UnitFactory()
    staff(Role.HANDLER, unit=top)
    asking = asked(SuggestionFactory(accepted=True, unit=UnitFactory(parent=top)))
    given(asking, LOW)
    return Suggestion.objects.get(), top


def test_while_it_is_offered_above_nobody_below_answers():
    suggestion, _top = offered_above()
    colleague = staff(Role.HANDLER, unit=suggestion.unit)

    with pytest.raises(ReplyRefused) as caught:
        begin(suggestion, by=colleague, at=timezone.now())

    assert caught.value.refusal == ReplyRefusal.ABOVE


def test_the_unit_above_answers_once_it_has_taken_it():
    _suggestion, top = offered_above()
    clerk = staff(Role.HANDLER, unit=top)
    take(Duty.objects.waiting().get(), by=clerk, at=timezone.now())

    assert begin(Suggestion.objects.get(), by=clerk, at=timezone.now()).unit == top


def test_what_was_opened_again_is_not_answered_at_once_past_the_second_person():
    suggestion, _top = offered_above()

    with pytest.raises(CannotScreen) as caught:
        answer(suggestion, by=staff(Role.HANDLER, unit=suggestion.unit), note="还是那句话。")

    assert caught.value.fault == Fault.REOPENED
    assert Suggestion.objects.get().state == State.ACCEPTED
