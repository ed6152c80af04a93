"""One score at a time: what is kept, who may, when, and what two tabs do to each other."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns.models import Phase
from portal.organisation.membership import Membership, Role
from suggestions.history import move
from suggestions.review.closing import close_round
from suggestions.review.refusals import ReviewRefused
from suggestions.review.reviews import Fixer, Review, Score
from suggestions.review.saving import save_comment, save_score
from suggestions.review.texts import text_hash
from suggestions.states import State
from tests.factories import AssignmentFactory, ReviewFactory, RubricFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def assignment():
    return AssignmentFactory()


def criteria(assignment):
    return list(assignment.round.rubric.criteria.all())


def saved(assignment, place=0, **given):
    given = {"by": assignment.reviewer, "at": NOW()} | given
    save_score(assignment.pk, criteria(assignment)[place].pk, **given)


def kept(assignment, place=0):
    row = Score.objects.get(review__assignment=assignment, criterion=criteria(assignment)[place])
    return row.level, row.comment, row.fixer


def test_the_first_score_begins_a_draft_that_counts_for_nothing(assignment):
    at = NOW()

    saved(assignment, level=3, at=at)

    review = Review.objects.get(assignment=assignment)
    assert kept(assignment) == (3, "", "")
    assert (review.is_submitted, review.mark, review.updated_at) == (False, None, at)
    assert review.text_hash == text_hash(assignment.suggestion)
    assert assignment.round.standings.get().review_count == 0


def test_what_is_not_given_stays_as_it_is(assignment):
    saved(assignment, level=3)
    saved(assignment, comment="缺数据")
    saved(assignment, fixer=Fixer.AUTHOR)
    saved(assignment, 1, level=1)

    assert kept(assignment) == (3, "缺数据", "author")
    assert kept(assignment, 1) == (1, "", "")


def test_the_last_write_of_a_criterion_wins(assignment):
    saved(assignment, level=3)
    saved(assignment, level=4)

    assert kept(assignment)[0] == 4
    assert Score.objects.count() == 1


def test_the_highest_level_leaves_nothing_to_fix(assignment):
    saved(assignment, level=3, fixer=Fixer.LATER)
    saved(assignment, level=5)

    assert kept(assignment) == (5, "", "")


def test_the_comment_on_the_whole_is_kept_without_touching_scores(assignment):
    saved(assignment, level=2)

    save_comment(assignment.pk, "总体意见", by=assignment.reviewer, at=NOW())

    assert Review.objects.get().comment == "总体意见"
    assert kept(assignment)[0] == 2


def test_a_draft_remembers_the_text_that_was_read_first(assignment):
    saved(assignment, level=2, text="a" * 64)
    saved(assignment, level=3, text="b" * 64)

    review = Review.objects.get()
    assert review.text_hash == "a" * 64
    assert review.is_stale


@pytest.mark.parametrize("given", [{"level": 0}, {"level": 6}, {"fixer": "nobody"}, {}])
def test_what_is_no_score_is_refused(assignment, given):
    with pytest.raises(ReviewRefused):
        saved(assignment, **given)

    assert not Review.objects.exists()


def test_a_criterion_of_another_rubric_is_refused(assignment):
    foreign = RubricFactory().criteria.first()

    with pytest.raises(ReviewRefused, match="rubric"):
        save_score(assignment.pk, foreign.pk, level=3, by=assignment.reviewer, at=NOW())

    assert not Score.objects.exists()


def test_nobody_writes_into_anothers_draft(assignment):
    other = staff(Role.REVIEWER, unit=assignment.round.campaign.organiser)

    with pytest.raises(PermissionDenied):
        saved(assignment, level=3, by=other)
    with pytest.raises(PermissionDenied):
        save_comment(assignment.pk, "意见", by=other, at=NOW())

    assert not Review.objects.exists()


def test_a_reviewer_who_has_left_writes_no_more(assignment):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=assignment.reviewer).update(ends_on=yesterday)

    with pytest.raises(PermissionDenied):
        saved(assignment, level=3)


def test_an_assignment_that_does_not_exist_is_refused(assignment):
    with pytest.raises(PermissionDenied):
        save_comment(assignment.pk + 1, "意见", by=assignment.reviewer, at=NOW())


def closed(assignment):
    close_round(assignment.round, by=assignment.round.opened_by, at=NOW())


def overdue(assignment):
    assignment.round.deadline = NOW()
    assignment.round.save()


def out_of_phase(assignment):
    Phase.objects.update(ends_at=NOW() - timedelta(hours=1))


def hidden_campaign(assignment):
    assignment.round.campaign.unpublish()


def withdrawn(assignment):
    move(assignment.suggestion, State.WITHDRAWN, by=None)


def decided_but_not_published(assignment):
    assignment.round.standings.update(outcome=State.KEPT)


def taken_away(assignment):
    assignment.dropped_at = NOW()
    assignment.save()


OBSTACLES = {
    closed: "closed",
    overdue: "deadline",
    out_of_phase: "phase",
    hidden_campaign: "phase",
    withdrawn: "withdrawn",
    decided_but_not_published: "decided",
    taken_away: "no longer",
}


@pytest.mark.parametrize("has_draft", [True, False])
@pytest.mark.parametrize("happens", OBSTACLES, ids=lambda happens: happens.__name__)
def test_nothing_is_kept_any_more_and_the_reason_is_told(assignment, happens, has_draft):
    if has_draft:
        saved(assignment, level=2)
    happens(assignment)

    with pytest.raises(ReviewRefused, match=OBSTACLES[happens]):
        saved(assignment, level=5)

    assert [score.level for score in Score.objects.all()] == [2] * has_draft


def test_a_submitted_review_is_not_changed_by_another_tab(assignment):
    review = ReviewFactory(assignment=assignment)

    with pytest.raises(ReviewRefused, match="already"):
        saved(assignment, level=1)
    with pytest.raises(ReviewRefused, match="already"):
        save_comment(assignment.pk, "改", by=assignment.reviewer, at=NOW())

    review.refresh_from_db()
    assert (review.mark, review.comment) == (4.0, "")
    assert kept(assignment)[0] == 4


def test_one_more_score_of_a_draft_is_one_statement(assignment, django_assert_num_queries):
    saved(assignment, level=2)
    first = criteria(assignment)[0].pk

    with django_assert_num_queries(1):
        save_score(assignment.pk, first, level=3, by=assignment.reviewer, at=NOW())
