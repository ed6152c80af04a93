from datetime import UTC, date, datetime, timedelta

import pytest

from campaigns.models import Phase
from campaigns.phases import PhaseKind
from campaigns.stages import Stage, closes_at, days_left, last_day, moment_in, stage_of, steps_of

NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)  # noon in Shanghai


def phase(kind, start, end=None):
    """A phase from one number of days after NOON to another."""
    return Phase(
        kind=kind,
        starts_at=NOON + timedelta(days=start),
        ends_at=None if end is None else NOON + timedelta(days=end),
    )


THEMED = [phase("collecting", 0, 10), phase("reviewing", 12, 20), phase("results", 20)]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (-1, Stage.UPCOMING),
        (0, Stage.COLLECTING),
        (10, Stage.CLOSED),
        (12, Stage.REVIEWING),
        (20, Stage.RESULTS),
        (500, Stage.RESULTS),
    ],
)
def test_stage_follows_the_phases(day, stage):
    assert stage_of(THEMED, NOON + timedelta(days=day)) == stage


def test_channel_that_collects_and_reviews_at_once_is_said_to_collect():
    both = [phase("reviewing", 0), phase("collecting", 0)]

    assert stage_of(both, NOON) == Stage.COLLECTING


def test_steps_are_in_order_of_time_and_one_is_current():
    steps = steps_of(reversed(THEMED), NOON + timedelta(days=13))

    assert [(step.kind, step.status) for step in steps] == [
        (PhaseKind.COLLECTING, "done"),
        (PhaseKind.REVIEWING, "current"),
        (PhaseKind.RESULTS, "coming"),
    ]


def test_step_that_ends_at_midnight_in_shanghai_ends_on_the_day_before():
    assert last_day(datetime(2026, 3, 31, 16, tzinfo=UTC)) == date(2026, 3, 31)
    assert last_day(datetime(2026, 3, 31, 16, 1, tzinfo=UTC)) == date(2026, 4, 1)


def test_days_left_count_local_days_and_are_0_on_the_last_day():
    phases = [phase("collecting", -5, 2)]

    assert days_left(phases, NOON) == 2
    assert days_left(phases, NOON + timedelta(days=1, hours=13)) == 0


def test_days_left_are_unknown_without_an_end_and_when_nothing_is_collected():
    assert days_left([phase("collecting", -5)], NOON) is None
    assert days_left([phase("reviewing", -5, 5)], NOON) is None


def test_collecting_closes_at_the_end_of_the_phase_that_holds():
    phases = [phase("collecting", -9, -5), phase("collecting", -1, 3), phase("collecting", 6, 9)]

    assert closes_at(phases, NOON) == phases[1].ends_at


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.CLOSED])
def test_each_stage_has_a_moment_to_look_at_it(stage):
    at = moment_in(stage, THEMED, NOON + timedelta(days=300))

    assert stage_of(THEMED, at) == stage


def test_stage_that_has_no_phase_is_looked_at_now():
    assert moment_in(Stage.RESULTS, THEMED[:1], NOON) == NOON
