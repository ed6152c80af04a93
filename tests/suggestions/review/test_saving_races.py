"""Two tabs at the same moment: nothing is lost, and what is submitted stays as it was."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from suggestions.models import Review, Score
from suggestions.review.refusals import ReviewRefused
from suggestions.review.saving import save_score
from suggestions.review.scoring import Judgement, submit_review
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """Run `actions` in threads that start together; what each returned or raised."""
    barrier = Barrier(len(actions))

    def run(action):
        try:
            barrier.wait(timeout=30)
            return action()
        except ReviewRefused as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def saving(assignment, criterion, level):
    return lambda: save_score(
        assignment.pk, criterion.pk, level=level, by=assignment.reviewer, at=timezone.now()
    )


def test_two_tabs_that_begin_at_once_begin_one_draft():
    assignment = AssignmentFactory()
    criteria = list(assignment.round.rubric.criteria.all())

    results = at_once(*(saving(assignment, row, n + 1) for n, row in enumerate(criteria)))

    assert results == [None] * 4
    assert Review.objects.count() == 1
    levels = Score.objects.order_by("criterion__sort_order").values_list("level", flat=True)
    assert list(levels) == [1, 2, 3, 4]


def test_one_of_two_writes_of_a_criterion_wins_as_a_whole():
    assignment = AssignmentFactory()
    criterion = assignment.round.rubric.criteria.first()

    at_once(saving(assignment, criterion, 1), saving(assignment, criterion, 5))

    assert Score.objects.get().level in (1, 5)


@pytest.mark.parametrize("attempt", range(3))
def test_a_score_saved_while_the_review_is_submitted_changes_nothing_after_it(attempt):
    assignment = AssignmentFactory()
    criteria = list(assignment.round.rubric.criteria.all())
    saving(assignment, criteria[0], 2)()
    full = Judgement(levels={criterion.pk: 4 for criterion in criteria})

    _review, *saved = at_once(
        lambda: submit_review(assignment, full, by=assignment.reviewer, at=timezone.now()),
        *(saving(assignment, criterion, 1) for criterion in criteria[:2]),
    )

    assert set(Score.objects.values_list("level", flat=True)) == {4}
    assert Review.objects.get().mark == 4.0
    assert all(result is None or isinstance(result, ReviewRefused) for result in saved)
