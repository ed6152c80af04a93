"""Each suggestion counts once, where it belongs, as it stands."""

import pytest

from portal.signals import changed
from suggestions.clocks.step import Step
from suggestions.figures.cells import Kind
from suggestions.models import CaseFacts, Suggestion
from suggestions.states import Classification, State
from tests.factories import AgencyFactory, TopicFactory, UnitFactory, UserFactory
from tests.suggestions.figures.counting import cell, clock_of, count, days, handed_in, reply_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return UnitFactory()


@pytest.fixture
def county(city):
    return UnitFactory(parent=city)


def test_a_suggestion_counts_at_its_unit_and_at_every_unit_above(city, county):
    handed_in(county)
    count()

    assert cell(county) == {"received": 1}
    assert cell(city) == {"received": 1}


def test_it_counts_for_its_channel_and_for_its_topic_with_those_above(city):
    topic = TopicFactory()
    below = topic.add_child(name="细分", code="below")
    handed_in(city, topic=below, channel="letter")
    count()

    assert cell(city, Kind.CHANNEL, "letter") == {"received": 1}
    assert cell(city, Kind.TOPIC, str(below.pk)) == {"received": 1}
    assert cell(city, Kind.TOPIC, str(topic.pk)) == {"received": 1}


def test_sealed_reports_and_withdrawn_suggestions_count_nowhere(city):
    handed_in(city, classification=Classification.REPORT)
    handed_in(city, state=State.WITHDRAWN)
    count()

    assert not CaseFacts.objects.exists()
    assert cell(city) == {}


def test_one_that_becomes_a_report_is_taken_off_again(city):
    suggestion = handed_in(city)
    count()
    suggestion.classification = Classification.REPORT
    suggestion.save()
    count()

    assert cell(city) == {}


def test_one_that_is_passed_on_counts_at_the_other_unit(city, county):
    other = UnitFactory(parent=city)
    suggestion = handed_in(county)
    count()
    suggestion.unit = other
    suggestion.save()
    count()

    assert (cell(county), cell(other), cell(city)) == ({}, {"received": 1}, {"received": 1})


def test_counting_twice_changes_nothing(city):
    suggestion = handed_in(city)
    count()
    suggestion.save()
    count()

    assert cell(city) == {"received": 1}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (days(15), {"replied_within_15_days": 1, "replied_within_60_days": 1}),
        (days(15) + days(1) / 86_400, {"replied_within_60_days": 1}),
        (days(61), {}),
    ],
)
def test_days_until_the_reply_are_periods_of_86400_seconds(city, after, expected):
    reply_to(handed_in(city), after=after)
    count()

    seconds = {"handling_seconds": int(after.total_seconds())}
    assert cell(city) == {"received": 1, "replied": 1} | seconds | expected


def test_only_the_first_reply_counts(city):
    suggestion = handed_in(city)
    reply_to(suggestion, after=days(3))
    reply_to(suggestion, after=days(30))
    count()

    assert cell(city)["handling_seconds"] == 3 * 86_400


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        (5, {"reply_due": 1, "replied_in_time": 1}),
        (15, {"reply_due": 1, "replied_in_time": 1}),
        (16, {"reply_due": 1}),
        (None, {"reply_due": 1}),
    ],
)
def test_in_time_is_until_the_end_of_the_clock(city, met, expected):
    suggestion = handed_in(city)
    clock_of(suggestion, due=days(15), met=None if met is None else days(met))
    count()

    assert cell(city) == {"received": 1} | expected


def test_a_clock_that_still_runs_is_neither_in_time_nor_late(city):
    clock_of(handed_in(city), Step.FORWARD, due=days(365))
    count()

    assert cell(city) == {"received": 1}


def test_an_agent_counts_and_a_mere_transcriber_does_not(city):
    handed_in(city, transcriber=UserFactory())
    count()
    assert cell(city) == {"received": 1}

    AgencyFactory(suggestion=Suggestion.objects.get())
    count()

    assert cell(city) == {"received": 1, "by_agent": 1}


def test_many_stored_at_once_are_counted(city):
    rows = [handed_in(city) for _ in range(3)]
    count()
    Suggestion.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.CLOSED)
    changed(Suggestion, [row.pk for row in rows])
    count()

    assert cell(city) == {"received": 3, "closed": 3}
