"""Two at the same moment: never two decisions, never a lost score."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import MoveNotAllowed
from suggestions.models import Decision, GoldenIdea
from suggestions.review.deciding import decide
from suggestions.review.refusals import ReviewRefused
from suggestions.review.scoring import Judgement, submit_review
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory, staff

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """Run `actions` in threads that start together; what each returned or raised."""
    barrier = Barrier(len(actions))

    def run(action):
        try:
            barrier.wait(timeout=30)
            return action()
        except (MoveNotAllowed, ReviewRefused) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def full(assignment, level):
    criteria = assignment.round.rubric.criteria.all()
    return Judgement(levels={criterion.pk: level for criterion in criteria})


def test_two_chairs_decide_at_once():
    review = ReviewFactory()
    round, suggestion = review.assignment.round, review.assignment.suggestion
    chairs = [staff(Role.CHAIR, unit=round.campaign.organiser) for _ in range(2)]
    outcomes = [State.ADOPTED, State.NOT_ADOPTED]

    results = at_once(
        *(
            lambda chair=chair, outcome=outcome: decide(
                suggestion, outcome, "理由", round=round, by=chair, at=timezone.now()
            )
            for chair, outcome in zip(chairs, outcomes, strict=True)
        )
    )

    assert sorted(type(result).__name__ for result in results) == ["Decision", "MoveNotAllowed"]
    decision = Decision.objects.get()
    assert GoldenIdea.objects.exists() == (decision.outcome == State.ADOPTED)


def test_all_reviewers_submit_at_once():
    round = RoundFactory(reviewers=4, per_suggestion=4)
    assignments = list(round.assignments.select_related("reviewer"))

    at_once(
        *(
            lambda one=one, level=level: submit_review(
                one, full(one, level), by=one.reviewer, at=timezone.now()
            )
            for level, one in enumerate(assignments, start=1)
        )
    )

    standing = round.standings.get()
    assert (standing.review_count, standing.mean) == (4, 2.5)
    assert [member.submitted for member in round.panel.all()] == [1, 1, 1, 1]


def test_a_double_click_submits_once():
    assignment = RoundFactory().assignments.get()

    results = at_once(
        *[
            lambda: submit_review(
                assignment, full(assignment, 3), by=assignment.reviewer, at=timezone.now()
            )
        ]
        * 2
    )

    assert sorted(type(result).__name__ for result in results) == ["Review", "ReviewRefused"]
    assert assignment.round.standings.get().review_count == 1
    assert assignment.round.panel.get().submitted == 1
