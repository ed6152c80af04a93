from datetime import UTC, datetime, timedelta

import pytest

from campaigns.phases import PhaseKind
from campaigns.schedule import Span, faults_of

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def spans(*typed):
    """Spans as typed: (kind, day it starts, day it ends)."""
    return [
        Span(
            number,
            PhaseKind(kind),
            DAY + timedelta(days=start),
            None if end is None else DAY + timedelta(days=end),
        )
        for number, (kind, start, end) in enumerate(typed)
    ]


def places(*typed, themed=True):
    """Which field of which span is at fault."""
    return [(fault.number, fault.field) for fault in faults_of(spans(*typed), themed=themed)]


def test_themed_call_with_phases_one_after_the_other_has_no_fault():
    assert places(("collecting", 0, 10), ("reviewing", 10, 20), ("results", 20, None)) == []


def test_order_in_which_phases_are_typed_does_not_matter():
    assert places(("results", 20, None), ("collecting", 0, 10), ("reviewing", 10, 20)) == []


def test_themed_call_must_stop_collecting():
    assert places(("collecting", 0, None)) == [(0, "ends_at")]


def test_standing_channel_may_collect_and_review_without_an_end():
    assert places(("collecting", 0, None), ("reviewing", 0, None), themed=False) == []


@pytest.mark.parametrize("themed", [True, False])
def test_two_phases_of_one_kind_must_not_overlap(themed):
    typed = ("collecting", 0, 10), ("collecting", 9, 20)

    assert places(*typed, themed=themed) == [(1, "starts_at")]


def test_two_phases_of_one_kind_may_follow_each_other():
    assert places(("collecting", 0, 10), ("collecting", 10, 20)) == []


def test_reviewing_must_not_start_while_a_themed_call_collects():
    assert places(("collecting", 0, 10), ("reviewing", 9, 20)) == [(1, "starts_at")]


def test_results_must_not_come_before_collecting():
    assert places(("results", 0, 5), ("collecting", 6, 10)) == [(0, "starts_at")]


def test_reviewing_must_end_before_results_are_published():
    typed = ("collecting", 0, 5), ("reviewing", 5, None), ("results", 9, None)

    assert places(*typed) == [(1, "ends_at")]


def test_message_names_both_phases():
    fault = faults_of(spans(("collecting", 0, 10), ("reviewing", 9, 20)), themed=True)[0]

    assert str(PhaseKind.COLLECTING.label) in str(fault.message)
    assert str(PhaseKind.REVIEWING.label) in str(fault.message)
