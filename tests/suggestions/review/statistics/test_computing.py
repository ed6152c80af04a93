"""Statistics from the database: what counts, what is kept, what a missing reviewer changes."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from suggestions.history import move
from suggestions.review.assignment import Assignment
from suggestions.review.ranking import places_of, rank
from suggestions.review.reviews import Review
from suggestions.review.round import Aggregation, TieRule
from suggestions.review.scoring import Judgement, reopen_review, save_draft, submit_review
from suggestions.review.statistics.columns import read_reviews, read_standings
from suggestions.review.statistics.kept import ReviewerFigures, RoundStatistics
from suggestions.review.statistics.waking import compute_now
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory
from tests.suggestions.review.judged import judged

pytestmark = pytest.mark.django_db


def reviewers_of(round):
    rows = ReviewerFigures.objects.filter(panellist__round=round)
    return {row.panellist.user_id: row for row in rows.select_related("panellist")}


def figures_of(row):
    names = [field.attname for field in row._meta.fields]
    return {name: getattr(row, name) for name in names}


def columns_of(round):
    criteria = [criterion.pk for criterion in round.rubric.criteria.all()]
    return read_reviews(round, read_standings(round), criteria)


def test_all_columns_are_those_of_the_reviews():
    round = judged()

    found = columns_of(round)

    keys = read_standings(round).suggestion[found.scored[found.suggestion]]
    rows = Review.objects.order_by("pk").select_related("assignment")
    for number, review in enumerate(rows):
        assignment = review.assignment
        assert keys[number] == assignment.suggestion_id
        assert found.reviewers[found.reviewer[number]] == assignment.reviewer_id
        assert (found.position[number], found.mark[number]) == (assignment.position, review.mark)
        assert found.levels[number].tolist() == [score.level for score in review.scores.all()]


def test_another_rounds_reviews_in_between_are_passed_over():
    round, other = judged(suggestions=1, reviewers=1, each=1), judged()
    last = RoundFactory(campaign=round.campaign, suggestions=1)
    ReviewFactory(assignment=last.assignments.get(), level=2)
    last.assignments.update(round=round)
    round.standings.create(suggestion=last.standings.get().suggestion)

    found = columns_of(round)

    assert len(found.mark) == 2
    assert found.levels[1].tolist() == [2, 2, 2, 2]
    assert len(columns_of(other).mark) == 18


def test_drafts_and_what_has_left_the_round_do_not_count():
    round = RoundFactory(suggestions=3)
    submitted, withdrawn, draft = round.assignments.order_by("pk")
    ReviewFactory(assignment=submitted)
    ReviewFactory(assignment=withdrawn)
    save_draft(draft, Judgement(), by=draft.reviewer, at=timezone.now())
    move(withdrawn.suggestion, State.WITHDRAWN, by=None)

    found = compute_now(round)

    assert (found.review_count, found.suggestion_count) == (1, 1)


def test_a_round_without_reviews_has_statistics_without_figures():
    found = compute_now(RoundFactory(suggestions=2, reviewers=2, per_suggestion=2))

    assert (found.review_count, found.alpha, found.typical_spread) == (0, None, None)
    assert not ReviewerFigures.objects.exists()


def test_with_one_reviewer_nothing_is_claimed_about_severity():
    round = RoundFactory(suggestions=3)
    for assignment in round.assignments.all():
        ReviewFactory(assignment=assignment)

    found = compute_now(round)

    figures = ReviewerFigures.objects.get()
    assert (figures.count, figures.mean, figures.severity) == (3, 4, None)
    assert (found.alpha, found.severity_variance) == (None, None)
    assert {standing.adjusted for standing in round.standings.all()} == {None}


def test_the_same_score_from_everyone_moves_nothing():
    round = RoundFactory(suggestions=3, reviewers=3, per_suggestion=3)
    for assignment in round.assignments.all():
        ReviewFactory(assignment=assignment, level=3)

    found = compute_now(round)

    assert {standing.adjusted for standing in round.standings.all()} == {3.0}
    assert {standing.adjusted_place for standing in round.standings.all()} == {1}
    assert (found.alpha, found.movers, found.rank_correlation) == (None, [], None)


def test_the_seed_of_the_round_fixes_the_interval():
    round = judged()

    first, again = compute_now(round), compute_now(round)

    assert first.agreement == again.agreement
    assert first.seed == round.seed
    assert all(one["low"] <= one["alpha"] <= one["high"] for one in first.agreement.values())


def test_a_second_computation_of_the_same_reviews_writes_no_standing(
    django_assert_max_num_queries,
):
    round = judged()
    compute_now(round)

    with django_assert_max_num_queries(25) as queries:
        compute_now(round)

    assert not [sql for sql in queries if sql["sql"].lower().startswith("update suggestions_st")]


@pytest.mark.parametrize("aggregation", Aggregation)
def test_raw_rank_and_adjusted_rank_stand_side_by_side(aggregation):
    round = judged(aggregation=aggregation)
    before = list(rank(round).values_list("pk", "figure"))

    compute_now(round)

    standings = list(rank(round))
    assert [(row.pk, row.figure) for row in standings] == before
    by_adjusted = sorted(standings, key=lambda row: -row.adjusted)
    assert [row.adjusted_place for row in by_adjusted] == sorted(
        row.adjusted_place for row in standings
    )


def test_a_generous_reviewer_is_found_and_taken_off():
    round = RoundFactory(suggestions=6, reviewers=3, per_suggestion=2)
    generous = round.panel.order_by("user").last().user
    for number, assignment in enumerate(round.assignments.order_by("suggestion", "reviewer")):
        level = 2 + number // 2 % 3
        ReviewFactory(assignment=assignment, level=level + (assignment.reviewer_id == generous.pk))

    compute_now(round)

    severities = {user: row.severity for user, row in reviewers_of(round).items()}
    assert max(severities, key=severities.get) == generous.pk
    assert severities[generous.pk] == pytest.approx(2 / 3, abs=0.05)
    pairs = {}
    for standing in round.standings.all():
        pairs.setdefault(round_to(standing.adjusted), set()).add(standing.mean % 1)
    assert any(len(means) == 2 for means in pairs.values())


def round_to(figure):
    return round(figure, 3)


def test_removing_one_reviewer_changes_only_what_it_must():
    """Two panels that share nothing: one loses a reviewer, the other keeps its every figure."""
    round = judged(suggestions=6, reviewers=2, each=2)
    gone = round.panel.order_by("user").first().user
    staying = round.panel.order_by("user").last().user
    raw = dict(round.standings.values_list("pk", "criterion_means"))
    compute_now(round)
    before = figures_of(reviewers_of(round)[staying.pk])

    for review in Review.objects.filter(assignment__reviewer=gone):
        reopen_review(review, by=gone, at=timezone.now())
    compute_now(round)

    after = figures_of(reviewers_of(round)[staying.pk])
    kept = ("panellist_id", "count", "mean", "slope", "slope_error", "calibration_count")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert gone.pk not in reviewers_of(round)
    assert dict(round.standings.values_list("pk", "criterion_means")) != raw


def test_suggestions_the_removed_reviewer_has_not_read_keep_their_raw_figures():
    round = judged(suggestions=10, reviewers=5, each=2)
    gone = round.panel.first().user
    read = set(round.assignments.filter(reviewer=gone).values_list("suggestion", flat=True))
    raw = ("suggestion", "figure", "mean", "median", "spread", "review_count", "tie_break")
    before = list(round.standings.exclude(suggestion__in=read).values_list(*raw))

    for review in Review.objects.filter(assignment__reviewer=gone):
        reopen_review(review, by=gone, at=timezone.now())

    assert list(round.standings.exclude(suggestion__in=read).values_list(*raw)) == before
    assert before


def test_the_calibration_set_shows_how_each_stood_against_the_group():
    round = RoundFactory(suggestions=3, reviewers=2, per_suggestion=2)
    strict, generous = (member.user for member in round.panel.order_by("user"))
    first = round.standings.order_by("suggestion").first()
    round.standings.filter(pk=first.pk).update(is_calibration=True)
    in_turn = sorted(
        round.assignments.all(), key=lambda row: row.suggestion_id != first.suggestion_id
    )
    for assignment in in_turn:
        ReviewFactory(assignment=assignment, level=2 if assignment.reviewer == strict else 4)

    compute_now(round)

    rows = reviewers_of(round)
    assert rows[strict.pk].calibration_difference == -2
    assert rows[generous.pk].calibration_difference == 2
    assert rows[strict.pk].calibration_count == 1


def test_of_two_computations_the_later_stays():
    round = judged(suggestions=2)
    newer = timezone.now() + timedelta(hours=1)
    RoundStatistics.objects.update_or_create(
        round=round, defaults={"computed_at": newer, "review_count": 99}
    )

    compute_now(round)

    assert RoundStatistics.objects.get().review_count == 99


@pytest.mark.parametrize("aggregation", Aggregation)
@pytest.mark.parametrize("rule", TieRule)
@pytest.mark.parametrize("seed", range(3))
def test_a_higher_level_never_lowers_a_place(rule, aggregation, seed):
    round = judged(suggestions=6, tie_rule=rule, aggregation=aggregation, seed=seed)
    assignment = raisable(round, seed)
    standing = round.standings.get(suggestion=assignment.suggestion_id)
    before = places_of([standing])[standing.pk]

    reopen_review(assignment.review, by=assignment.reviewer, at=timezone.now())
    levels = {score.criterion_id: score.level for score in assignment.review.scores.all()}
    lowest = min(levels, key=levels.get)
    submit_review(
        assignment,
        Judgement(levels=levels | {lowest: levels[lowest] + 1}),
        by=assignment.reviewer,
        at=timezone.now(),
    )

    standing.refresh_from_db()
    assert places_of([standing])[standing.pk] <= before


def raisable(round, seed):
    """An assignment whose review has a level that can be raised."""
    rows = list(Assignment.objects.filter(round=round, review__scores__level__lt=5).distinct())
    return rows[np.random.default_rng(seed).integers(len(rows))]
