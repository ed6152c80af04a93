"""The pool: who can be asked when, whose field a topic is, how much somebody takes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.organisation.membership import Membership, Role
from suggestions.models import Expert, Term
from suggestions.review.experts.pool import can_be_asked, knowing, room_of
from tests.factories import ExpertFactory, TopicFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 15)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def reviewer(unit):
    person = staff(Role.REVIEWER, unit=unit)
    Membership.objects.update(starts_on=date(2020, 1, 1))
    return person


@pytest.mark.parametrize(
    ("starts", "ends", "serves"),
    [
        (0, None, True),
        (0, 0, True),
        (1, None, False),
        (-9, -1, False),
        (-9, 9, True),
    ],
)
def test_a_term_holds_from_its_first_to_its_last_day(unit, reviewer, starts, ends, serves):
    ends_on = None if ends is None else ON + timedelta(ends)
    ExpertFactory(user=reviewer, starts_on=ON + timedelta(starts), ends_on=ends_on)

    assert can_be_asked(unit, on=ON).exists() == serves


@pytest.mark.parametrize(
    ("away_from", "away_until", "serves"),
    [(0, None, False), (None, 0, False), (-3, 3, False), (1, None, True), (None, -1, True)],
)
def test_who_is_away_is_not_asked(unit, reviewer, away_from, away_until, serves):
    away = {
        name: None if days is None else ON + timedelta(days)
        for name, days in {"away_from": away_from, "away_until": away_until}.items()
    }
    ExpertFactory(user=reviewer, starts_on=date(2026, 1, 1), **away)

    assert can_be_asked(unit, on=ON).exists() == serves


def test_whom_the_pool_does_not_list_can_be_asked(unit, reviewer):
    assert list(can_be_asked(unit, on=ON)) == [reviewer]


def test_the_pool_alone_makes_nobody_a_reviewer(unit):
    ExpertFactory(user=UserFactory(), starts_on=date(2026, 1, 1))

    assert not can_be_asked(unit, on=ON).exists()


def test_of_two_terms_one_that_holds_is_enough(unit, reviewer):
    expert = ExpertFactory(user=reviewer, starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    Term.objects.create(expert=expert, starts_on=date(2026, 1, 1), most_reviews=7)

    assert can_be_asked(unit, on=ON).exists()
    assert room_of([reviewer], on=ON) == {reviewer.pk: 7}


def test_a_field_is_known_with_all_below_it_and_nothing_beside_it(reviewer):
    topic = TopicFactory()
    below = topic.add_child(name="下级", code="T-BELOW")
    TopicFactory()
    ExpertFactory(user=reviewer, topics=[topic])

    assert knowing([reviewer]) == {topic.pk: {reviewer.pk}, below.pk: {reviewer.pk}}


def test_whoever_knows_the_lower_topic_does_not_know_the_upper_one(reviewer):
    topic = TopicFactory()
    below = topic.add_child(name="下级", code="T-BELOW")
    ExpertFactory(user=reviewer, topics=[below])

    assert knowing([reviewer]) == {below.pk: {reviewer.pk}}


def test_nobodys_fields_cost_one_query(reviewer, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert knowing([reviewer]) == {}


def test_an_account_belongs_to_one_expert(reviewer):
    ExpertFactory(user=reviewer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Expert.objects.create(name="第二条", user=reviewer)


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": ON, "ends_on": ON - timedelta(1)},
        {"away_from": ON, "away_until": ON - timedelta(1)},
    ],
    ids=["term", "away"],
)
def test_nothing_ends_before_it_begins(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpertFactory(**fields)
