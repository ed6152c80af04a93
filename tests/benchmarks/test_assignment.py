"""Automatic assignment of 10,000 suggestions to 200 reviewers, three for each.

Shared out from rows of the database, with fields, limits and conflicts of every kind; the
reference is one reading of the same texts. Beside the ratio the promise itself is checked: at
most ten seconds, loads within one, nobody with a conflict.
"""

import random
from collections.abc import Callable
from time import perf_counter

import pytest
from django.utils import timezone

from portal.models import Topic, User
from portal.organisation.membership import Role
from suggestions.models import Suggestion
from suggestions.review.conflicts import barred_pairs, facts_of, ties_of
from suggestions.review.holding import loads_of
from suggestions.review.sharing import plan
from suggestions.suggestion import SuggestionQuerySet
from tests.benchmarks.rows import grow_to, one_suggestion
from tests.factories import ExpertFactory, TopicFactory, UnitFactory, staff

SUGGESTIONS, REVIEWERS, EACH = 10_000, 200, 3
TOPICS, FIELDS_OF_ONE, STATIONS = 30, 3, 40
WITHIN = 10
"""Seconds."""
REFERENCE = "reading the texts of the same suggestions once"
UNIT = "times as long as the reading (lower is faster)"


@pytest.mark.benchmark_run
@pytest.mark.services
def test_ten_thousand_suggestions_are_shared_among_two_hundred(
    transactional_db: None, report: Callable[..., None]
) -> None:
    pattern = one_suggestion()
    grow_to(SUGGESTIONS, pattern)
    rows = Suggestion.objects.filter(campaign=pattern.campaign)
    reviewers = _reviewers(pattern)
    _spread(rows)

    start = perf_counter()
    read = sum(len(facts.text) for facts in facts_of(rows))
    reading = perf_counter() - start
    start = perf_counter()
    planned = plan(rows, reviewers, EACH, calibration=10, seed=1, at=timezone.now())
    sharing = perf_counter() - start

    barred = barred_pairs(rows, ties_of(reviewers, on=timezone.localdate()))
    loads = loads_of(planned.share, [reviewer.pk for reviewer in reviewers]).values()
    assert read
    assert len(planned.share) == SUGGESTIONS
    assert barred
    assert all(
        not set(readers) & set(barred.get(key, ())) for key, readers in planned.share.items()
    )
    assert max(loads) - min(loads) <= 1
    assert planned.matches > SUGGESTIONS
    assert sharing <= WITHIN
    report(
        "assignment",
        size=SUGGESTIONS,
        ratio=sharing / reading,
        reference=REFERENCE,
        unit=UNIT,
    )


def _reviewers(pattern: Suggestion) -> list[User]:
    """Reviewers with three fields each; every fifth works at a station."""
    topics = [TopicFactory() for _ in range(TOPICS)]
    stations = [UnitFactory(parent=pattern.campaign.organiser) for _ in range(STATIONS)]
    dice = random.Random(1)
    people = [staff(Role.REVIEWER, unit=pattern.campaign.organiser) for _ in range(REVIEWERS)]
    for number, person in enumerate(people):
        unit = stations[number // 5] if number % 5 == 0 else None
        ExpertFactory(user=person, topics=dice.sample(topics, FIELDS_OF_ONE), unit=unit)
    return people


def _spread(rows: SuggestionQuerySet) -> None:
    """Give the suggestions topics and stations of their own."""
    dice = random.Random(2)
    topics = list(Topic.objects.values_list("pk", flat=True))
    stations = list(rows.first().campaign.organiser.get_children().values_list("pk", flat=True))
    changed = list(rows.only("pk", "topic_id", "station_id"))
    for row in changed:
        row.topic_id, row.station_id = dice.choice(topics), dice.choice(stations)
    Suggestion.objects.bulk_update(changed, ["topic", "station"], batch_size=1000)
