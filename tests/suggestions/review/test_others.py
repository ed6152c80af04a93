"""What fellow reviewers may read of each other: never a draft, never a name."""

import pytest
from django.utils import timezone

from suggestions.review.others import others_of, shows_others
from suggestions.review.saving import save_score
from tests.factories import ReviewFactory, RoundFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now


def round_of(count, **fields):
    return RoundFactory(reviewers=count, per_suggestion=count, **fields)


def keys(assignment):
    return [criterion.pk for criterion in assignment.round.rubric.criteria.all()]


def own(assignment):
    assignment.refresh_from_db()
    return getattr(assignment, "review", None)


@pytest.mark.parametrize(("hidden", "shown"), [(True, False), (False, True)])
def test_others_are_shown_at_once_unless_the_round_hides_them(hidden, shown):
    round = round_of(2)
    round.others_hidden = hidden
    round.save()
    assignment = round.assignments.select_related("round").first()

    assert shows_others(assignment, None) == shown


def test_hidden_others_are_shown_when_ones_own_is_in_and_not_before():
    round = round_of(2)
    assignment = round.assignments.first()
    criterion = keys(assignment)[0]
    save_score(assignment.pk, criterion, level=2, by=assignment.reviewer, at=NOW())
    with_draft = shows_others(assignment, own(assignment))

    review = ReviewFactory(assignment=assignment)

    assert (with_draft, shows_others(assignment, review)) == (False, True)


def test_who_has_left_reads_nothing():
    round = round_of(2)
    round.others_hidden = False
    round.save()
    assignment = round.assignments.first()
    assignment.dropped_at = NOW()

    assert not shows_others(assignment, None)


def test_only_what_is_submitted_by_somebody_else_is_there():
    round = round_of(3)
    mine, submitted, drafting = round.assignments.all()
    ReviewFactory(assignment=mine)
    review = ReviewFactory(assignment=submitted, level=2, comment="依据不足")
    save_score(drafting.pk, keys(drafting)[0], level=1, by=drafting.reviewer, at=NOW())

    others = others_of(mine, keys(mine))

    assert [other.review for other in others] == [review]
    assert [score.level for score in others[0].scores] == [2] * 4


def test_letters_stand_for_names_and_are_the_same_for_every_reader_of_the_page():
    round = round_of(4)
    for assignment in round.assignments.all():
        ReviewFactory(assignment=assignment)
    mine = round.assignments.first()

    first, again = others_of(mine, keys(mine)), others_of(mine, keys(mine))

    assert [other.letter for other in first] == ["A", "B", "C"]
    assert [other.review for other in first] == [other.review for other in again]


def test_reviews_of_another_round_are_not_there():
    first = ReviewFactory()
    second = RoundFactory(campaign=first.assignment.round.campaign)

    assert others_of(second.assignments.get(), keys(second.assignments.get())) == []


def test_however_many_others_it_is_one_question(django_assert_num_queries):
    round = round_of(5)
    for assignment in round.assignments.all():
        ReviewFactory(assignment=assignment)
    mine = round.assignments.first()
    criteria = keys(mine)

    with django_assert_num_queries(1):
        others_of(mine, criteria)


def test_the_order_of_letters_cannot_be_worked_out_without_the_secret_key(settings):
    round = round_of(7)
    for assignment in round.assignments.all():
        ReviewFactory(assignment=assignment)
    mine = round.assignments.first()

    orders = set()
    for key in ("one", "another", "a third"):
        settings.SECRET_KEY = key
        orders.add(tuple(other.review.pk for other in others_of(mine, keys(mine))))

    assert len(orders) > 1
