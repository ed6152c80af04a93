"""What moves of a suggestion mean for its clocks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suggestions.clocks.clock import Clock, ClockPause
from suggestions.clocks.running import begin, start_clock
from suggestions.clocks.step import Start, Step
from suggestions.history import move, move_many
from suggestions.states import Channel, Classification, State
from suggestions.suggestion import Suggestion
from tests.factories import SuggestionFactory

pytestmark = pytest.mark.django_db


def handed_in(days=0, **about):
    """A suggestion that came in `days` ago, with its clocks."""
    row = SuggestionFactory(submitted_at=timezone.now() - timedelta(days=days), **about)
    begin([row], Start.SUBMITTED)
    return row


def open_steps(row):
    return set(Clock.objects.open().filter(suggestion=row).values_list("step", flat=True))


def met_steps(row):
    met = Clock.objects.filter(suggestion=row, met_at__isnull=False)
    return set(met.values_list("step", flat=True))


def moved(row, *states):
    for state in states:
        move(row, state, by=None, note="说明")
    return row


@pytest.mark.parametrize(
    ("path", "met", "still"),
    [
        ([], set(), {"forward"}),
        ([State.ACCEPTED], {"forward"}, {"reply", "close"}),
        ([State.ACCEPTED, State.ANSWERED], {"forward", "reply"}, {"close"}),
        ([State.ACCEPTED, State.ANSWERED, State.CLOSED], {"forward", "reply", "close"}, set()),
        ([State.ACCEPTED, State.WITHDRAWN], {"forward"}, set()),
        ([State.ACCEPTED, State.REFERRED], {"forward"}, set()),
        ([State.REFERRED], {"forward"}, set()),
        ([State.DECLINED], {"forward"}, set()),
        ([State.WITHDRAWN], set(), set()),
        ([State.ANSWERED], {"forward"}, set()),
        ([State.RETURNED], set(), {"forward"}),
        ([State.RETURNED, State.RECEIVED, State.ACCEPTED], {"forward"}, {"reply", "close"}),
        ([State.ACCEPTED, State.REVIEWING, State.ADOPTED], {"forward", "reply", "close"}, set()),
        ([State.ACCEPTED, State.REVIEWING], {"forward"}, {"reply", "close"}),
        (
            [State.ACCEPTED, State.ANSWERED, State.ACCEPTED],
            {"forward", "reply"},
            {"reply", "close"},
        ),
    ],
)
def test_what_is_met_and_what_is_owed(path, met, still):
    row = moved(handed_in(), *path)

    assert (met_steps(row), open_steps(row)) == (met, still)


def test_a_claim_is_told_of_its_receipt_too():
    row = handed_in(classification=Classification.CLAIM)
    assert open_steps(row) == {"forward", "notice"}

    moved(row, State.ACCEPTED)

    assert met_steps(row) == {"forward", "notice"}


@pytest.mark.parametrize("state", [State.RETURNED, State.REVIEWING])
def test_time_stands_still_while_others_have_it(state):
    row = handed_in(days=1)

    moved(row, *([State.ACCEPTED] if state == State.REVIEWING else []), state)

    assert not Clock.objects.running().filter(suggestion=row).exists()
    assert {pause.reason for pause in ClockPause.objects.all()} == {str(state.label)}


def test_completing_it_gives_back_the_days_in_between():
    row = handed_in(days=10)
    before = row.clocks.get().due_at
    moved(row, State.RETURNED)
    stopped = timezone.now() - timedelta(days=8)
    ClockPause.objects.update(started_at=stopped)
    Clock.objects.update(paused_at=stopped)

    moved(row, State.RECEIVED)

    clock = row.clocks.get()
    assert clock.paused_at is None
    assert clock.due_at >= before + timedelta(days=6)
    assert clock.changes.get().kind == "resumed"


def test_an_acceptance_taken_back_leaves_the_first_time_limit_as_it_was():
    row = handed_in(days=3)
    first = row.clocks.get()

    moved(row, State.ACCEPTED, State.RECEIVED)

    assert list(Clock.objects.open().filter(suggestion=row)) == [first]
    assert row.clocks.get(step=Step.FORWARD).due_at == first.due_at


def test_a_referral_taken_back_leaves_what_ran_from_the_beginning():
    row = handed_in(channel=Channel.HOTLINE)

    moved(row, State.REFERRED, State.RECEIVED)

    assert open_steps(row) == {"forward", "reply"}


def test_a_hotline_matter_reopened_owes_a_new_reply():
    row = moved(handed_in(channel=Channel.HOTLINE), State.ACCEPTED, State.ANSWERED, State.ACCEPTED)

    new = row.clocks.open().get(step=Step.REPLY)
    assert new.started_at == row.state_since


def test_a_clock_that_stood_still_in_time_is_not_late():
    row = moved(handed_in(), State.ACCEPTED, State.REVIEWING)
    past = timezone.now() - timedelta(days=40)
    row.clocks.open().update(paused_at=past, due_at=past + timedelta(days=1))

    moved(row, State.ADOPTED)

    assert not any(clock.is_late(timezone.now()) for clock in row.clocks.all())


def test_many_move_as_one_does():
    rows = [handed_in() for _count in range(3)]

    move_many(Suggestion.objects.filter(pk__in=[row.pk for row in rows]), State.ACCEPTED, by=None)

    assert [open_steps(row) for row in rows] == [{"reply", "close"}] * 3


def test_a_started_clock_is_not_started_twice():
    row = handed_in()
    first = start_clock(row, Step.CALL, at=timezone.now())

    assert start_clock(row, Step.CALL, at=timezone.now()) == first
