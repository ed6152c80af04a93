"""One saved score, as a ratio to a bare insert of one score in the same run."""

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import pytest
from django.utils import timezone

from suggestions.models import Assignment, Review, Score
from suggestions.review.saving import save_score
from suggestions.review.texts import text_hash
from tests.factories import RoundFactory

SCORES = 400
WARM_UP = 20
LIMIT = 3
REFERENCE = "a bare insert of one score"
UNIT = "times as long (lower is faster)"


def typical(times: list[float]) -> float:
    """The median in seconds, without the first few."""
    return median(times[WARM_UP:])


def timed(action: Callable[[], object]) -> float:
    """How long `action` takes, in seconds."""
    start = perf_counter()
    action()
    return perf_counter() - start


def measured() -> Iterator[tuple[float, float, float]]:
    """The times of a bare insert, of the first score of a draft, and of one more, in turns."""
    round = RoundFactory(suggestions=2 * SCORES)
    tasks = list(round.assignments.select_related("suggestion"))
    reviewer, criteria = tasks[0].reviewer, list(round.rubric.criteria.all())
    bare = drafts(tasks[SCORES:])
    for task, review in zip(tasks[:SCORES], bare, strict=True):
        facts = {"by": reviewer, "at": timezone.now(), "text": text_hash(task.suggestion)}
        yield (
            timed(lambda: Score.objects.create(review=review, criterion=criteria[0], level=3)),  # noqa: B023
            timed(lambda: save_score(task.pk, criteria[0].pk, level=3, **facts)),  # noqa: B023
            timed(lambda: save_score(task.pk, criteria[1].pk, level=3, **facts)),  # noqa: B023
        )


def drafts(tasks: list[Assignment]) -> list[Review]:
    """Drafts for the bare inserts, of other assignments."""
    rows = [Review(assignment=task, text_hash="", updated_at=timezone.now()) for task in tasks]
    return Review.objects.bulk_create(rows)


@pytest.mark.benchmark_run
@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_a_saved_score_costs_at_most_three_bare_inserts(report: Callable[..., None]) -> None:
    bare, first, later = (typical(list(times)) for times in zip(*measured(), strict=True))

    facts = {"size": SCORES, "reference": REFERENCE, "unit": UNIT}
    report("save a score", ratio=later / bare, **facts)
    report("save the first score of a draft", ratio=first / bare, **facts)
    assert later <= LIMIT * bare
