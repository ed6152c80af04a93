"""Two at the same moment: never two decisions, never a lost score."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import MoveNotAllowed, move
from suggestions.models import Decision, GoldenIdea, Review
from suggestions.review import scoring
from suggestions.review.assigning import unassign
from suggestions.review.deciding import decide
from suggestions.review.refusals import AssignmentRefused, ReviewRefused
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
        except (MoveNotAllowed, AssignmentRefused, ReviewRefused) as error:
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


@pytest.fixture
def slow_submission(monkeypatch):
    """Submitting takes its time between its locks, so that the other one comes in between."""
    count = scoring._count

    def counted(*args):
        sleep(0.3)
        count(*args)

    monkeypatch.setattr(scoring, "_count", counted)


def withdrawn(assignment):
    return move(assignment.suggestion, State.WITHDRAWN, by=None)


def taken_back(assignment):
    return unassign(assignment, by=assignment.round.opened_by, at=timezone.now())


@pytest.mark.usefixtures("slow_submission")
@pytest.mark.parametrize("taken", [withdrawn, taken_back])
def test_a_review_that_comes_in_while_its_suggestion_goes_counts_or_is_refused(taken):
    assignment = RoundFactory().assignments.get()
    judgement, now = full(assignment, 4), timezone.now()

    submitted, _gone = at_once(
        lambda: submit_review(assignment, judgement, by=assignment.reviewer, at=now),
        lambda: sleep(0.1) or taken(assignment),
    )

    member, is_in = assignment.round.panel.get(), isinstance(submitted, Review)
    assert (member.assigned, member.submitted) == ((1, 1) if is_in else (0, 0))
    assert is_in or isinstance(submitted, ReviewRefused)
