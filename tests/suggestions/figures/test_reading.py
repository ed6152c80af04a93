"""What the page reads from the cells is what the suggestions say."""

import random
import statistics
from datetime import date, timedelta

import pytest

from suggestions.figures.figure import FIGURES
from suggestions.figures.reading import (
    Choice,
    by_channel,
    by_month,
    by_topic,
    by_unit,
    median_days,
)
from suggestions.models import CaseFacts
from tests.factories import TopicFactory, UnitFactory
from tests.suggestions.figures.counting import count, handed_in, reply_to

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture
def city():
    return UnitFactory(name="市")


def choice(unit, **more):
    return Choice(**({"unit": unit, "first": MARCH, "last": MARCH} | more))


def received(table):
    return {row.name: row.counts["received"] for row in table.rows}


def test_no_share_comes_without_its_counts(city):
    reply_to(handed_in(city), after=timedelta(days=3))
    handed_in(city)
    count()

    shares = {share.figure.code: share for share in by_month(choice(city)).total.shares}

    assert len(shares) == len(FIGURES)
    within = shares["within-15-days"]
    assert (within.part, within.whole, within.percent) == (1, 1, 100)
    assert (shares["satisfied"].whole, shares["satisfied"].percent) == (0, None)


def test_a_unit_is_told_apart_from_those_below_it(city):
    county = UnitFactory(parent=city, name="县")
    village = UnitFactory(parent=county, name="村")
    for unit in (city, county, village, village):
        handed_in(unit)
    count()

    assert received(by_unit(choice(city))) == {"市 本级": 1, "县": 3}
    assert by_month(choice(city)).total.counts["received"] == 4


def test_figures_by_month_topic_and_channel(city):
    topic = TopicFactory(name="交通")
    handed_in(city, topic=topic, channel="letter")
    handed_in(city)
    count()

    assert received(by_month(choice(city))) == {"2026-03": 2}
    assert received(by_topic(choice(city))) == {"交通": 1}
    assert sum(received(by_channel(choice(city))).values()) == 2
    assert by_topic(choice(city, topic=topic)).total.counts["received"] == 1
    assert by_channel(choice(city, channel="letter")).total.counts["received"] == 1


def test_other_months_are_left_out(city):
    handed_in(city)
    count()

    april = choice(city, first=date(2026, 4, 1), last=date(2026, 4, 1))
    assert by_unit(april).total.counts["received"] == 0
    assert by_month(april).rows == []


@pytest.mark.parametrize("replies", [1, 2, 7, 20])
def test_the_median_is_exact(city, replies):
    draw = random.Random(replies)
    county = UnitFactory(parent=city)
    seconds = [draw.randrange(4 * 86_400) for _ in range(replies)]
    for number in seconds:
        reply_to(handed_in(draw.choice([city, county])), after=timedelta(seconds=number))
    handed_in(city)
    count()

    expected = statistics.median(seconds) / 86_400
    assert median_days(choice(city)) == pytest.approx(expected, abs=1e-12)


def test_there_is_no_median_of_nothing(city):
    handed_in(city)
    count()

    assert median_days(choice(city)) is None


def test_a_median_that_is_counted_again_at_this_moment_is_none_for_once(city):
    reply_to(handed_in(city), after=timedelta(days=3))
    count()
    CaseFacts.objects.update(handling_days=4)

    assert median_days(choice(city)) is None
