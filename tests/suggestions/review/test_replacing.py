"""Replacing: open work goes to others, evenly and without conflicts; a third is asked once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.review.assigning import ask_another, replace, unassign
from suggestions.review.assignment import Assignment
from suggestions.review.closing import close_round
from suggestions.review.lateness import Pace, members_of, replace_reviewer
from suggestions.review.refusals import AssignmentRefused, ReviewRefused
from suggestions.review.replacing import replace_all
from suggestions.review.scoring import Judgement, submit_review
from suggestions.states import State
from tests.factories import (
    ExpertFactory,
    ReviewFactory,
    RoundFactory,
    SuggestionFactory,
    TopicFactory,
    UnitFactory,
    staff,
)

pytestmark = pytest.mark.django_db


def seat_of(round, reviewer):
    return round.panel.get(user=reviewer)


def counts_agree(round):
    """The kept counts say what the rows say."""
    rows = round.assignments.filter(dropped_at__isnull=True)
    for seat in round.panel.all():
        mine = rows.filter(reviewer=seat.user)
        assert (seat.assigned, seat.submitted) == (mine.count(), mine.submitted().count())


def test_another_panel_member_reads_it_instead():
    round = RoundFactory(reviewers=2)
    late = round.assignments.get()

    new = replace(late, at=timezone.now())

    late.refresh_from_db()
    assert late.dropped_at is not None
    assert (new.replaces, new.made_by) == (late, None)
    assert new.reviewer != late.reviewer
    counts_agree(round)


def test_whoever_has_least_to_read_is_chosen_first():
    round = RoundFactory(suggestions=6, reviewers=3)
    extra = SuggestionFactory(campaign=round.campaign, accepted=True)
    assert extra
    mine = list(round.assignments.filter(reviewer=round.panel.first().user))
    others = [seat.user_id for seat in round.panel.all()[1:]]

    replace_all(mine, at=timezone.now())

    held = round.assignments.filter(dropped_at__isnull=True)
    assert sorted(held.filter(reviewer=key).count() for key in others) == [3, 3]
    counts_agree(round)


def test_of_equally_loaded_ones_whose_field_it_is():
    topic = TopicFactory()
    round = RoundFactory(reviewers=6)
    row = round.assignments.get()
    row.suggestion.topic = topic
    row.suggestion.save()
    knowing = round.panel.exclude(user=row.reviewer).last().user
    ExpertFactory(user=knowing, topics=[topic])

    assert replace(row, at=timezone.now()).reviewer == knowing


def test_nobody_gets_what_they_wrote_had_or_abstained_from():
    round = RoundFactory(reviewers=4, per_suggestion=2)
    first, second = round.assignments.all()
    author, last = round.panel.exclude(user__in=[first.reviewer, second.reviewer])
    first.suggestion.author = author.user
    first.suggestion.save()
    at = timezone.now()

    new = replace(first, at=at)

    assert new.reviewer == last.user
    assert replace(new, at=at) is None
    new.refresh_from_db()
    assert new.dropped_at is None


def test_what_is_submitted_stays():
    round = RoundFactory(reviewers=2)
    review = ReviewFactory(assignment=round.assignments.get())

    assert replace(review.assignment, at=timezone.now()) is None

    assert round.assignments.get().dropped_at is None


def test_an_assignment_that_was_dropped_already_is_replaced_and_counted_once():
    round = RoundFactory(reviewers=2)
    row = round.assignments.get()
    Assignment.objects.filter(pk=row.pk).update(dropped_at=timezone.now())
    round.panel.filter(user=row.reviewer).update(assigned=0)

    assert replace(row, at=timezone.now()) is not None
    counts_agree(round)


def test_nothing_is_replaced_in_a_closed_round():
    round = RoundFactory(reviewers=2)
    close_round(round, by=round.opened_by, at=timezone.now())
    row = round.assignments.get()

    assert replace(row, at=timezone.now()) is None
    with pytest.raises(AssignmentRefused, match="closed"):
        replace_reviewer(seat_of(round, row.reviewer), by=round.opened_by, at=timezone.now())


def test_a_withdrawn_suggestion_is_not_given_to_anyone():
    round = RoundFactory(reviewers=2)
    row = round.assignments.get()
    move(row.suggestion, State.WITHDRAWN, by=None)

    assert replace(row, at=timezone.now()) is None


@pytest.mark.parametrize("leaving", ["account", "membership", "term", "away"])
def test_who_leaves_in_the_middle_is_listed_and_replaced(leaving):
    round = RoundFactory(suggestions=4, reviewers=2)
    person = round.panel.first().user
    leave(person, leaving)
    at = timezone.now()

    member = next(one for one in members_of(round, at=at) if one.seat.user == person)
    done = replace_reviewer(member.seat, by=round.opened_by, at=at)

    assert (member.pace, member.can_be_replaced, member.open) == (Pace.LEFT, True, 2)
    assert (len(done.made), done.left) == (2, 0)
    assert not Assignment.objects.of(person).open().exists()
    counts_agree(round)


def leave(person, how):
    yesterday = timezone.localdate() - timedelta(days=1)
    if how == "account":
        person.is_active = False
        person.save()
    elif how == "membership":
        person.memberships.update(ends_on=yesterday)
    elif how == "term":
        ExpertFactory(user=person, starts_on=yesterday - timedelta(days=9), ends_on=yesterday)
    else:
        ExpertFactory(user=person, away_from=yesterday)


@pytest.mark.parametrize(
    ("passed", "pace"),
    [
        (timedelta(days=0), Pace.WORKING),
        (timedelta(days=5), Pace.BEHIND),
        (timedelta(days=8), Pace.LATE),
    ],
)
def test_who_is_behind_follows_from_the_deadline(passed, pace):
    round = RoundFactory()

    (member,) = members_of(round, at=timezone.now() + passed)

    assert member.pace == pace


def test_who_has_finished_is_never_late():
    round = ReviewFactory().assignment.round

    (member,) = members_of(round, at=timezone.now() + timedelta(days=30))

    assert (member.pace, member.can_be_replaced) == (Pace.DONE, False)


def test_nobody_is_replaced_by_whom_they_would_overload():
    round = RoundFactory(suggestions=4, reviewers=2)
    late, other = (seat.user for seat in round.panel.all())
    ExpertFactory(user=other, most_reviews=3)

    done = replace_reviewer(seat_of(round, late), by=round.opened_by, at=timezone.now())

    assert (len(done.made), done.left) == (1, 1)
    assert Assignment.objects.of(late).open().count() == 1
    counts_agree(round)


def test_a_third_reviewer_of_the_panel_is_asked_once():
    round = RoundFactory(reviewers=3, per_suggestion=2)
    standing = round.standings.get()
    at = timezone.now()

    third = ask_another(standing, at=at)

    assert round.assignments.filter(suggestion=standing.suggestion).count() == 3
    assert third.reviewer in [seat.user for seat in round.panel.all()]
    standing.refresh_from_db()
    assert standing.extra_asked_at == at
    assert ask_another(standing, at=at) is None
    counts_agree(round)


def test_where_the_panel_is_exhausted_somebody_beside_it_is_asked():
    round = RoundFactory()
    beside = staff(Role.REVIEWER, unit=round.campaign.organiser)
    staff(Role.REVIEWER, unit=UnitFactory())

    third = ask_another(round.standings.get(), at=timezone.now())

    assert third.reviewer == beside
    counts_agree(round)


def test_where_nobody_is_left_nobody_is_asked_and_it_can_be_tried_again():
    round = RoundFactory()
    standing = round.standings.get()

    assert ask_another(standing, at=timezone.now()) is None
    staff(Role.REVIEWER, unit=round.campaign.organiser)

    assert ask_another(standing, at=timezone.now()) is not None


def test_after_the_deadline_nobody_more_is_asked():
    round = RoundFactory(reviewers=2)

    assert ask_another(round.standings.get(), at=round.deadline) is None


@pytest.mark.parametrize("how", ["replaced", "taken back"])
def test_a_review_that_comes_in_after_that_is_refused(how):
    """The reviewer's page was loaded before."""
    round = RoundFactory(reviewers=2)
    loaded = round.assignments.get()
    row = round.assignments.get()
    if how == "replaced":
        replace(row, at=timezone.now())
    else:
        unassign(row, by=round.opened_by, at=timezone.now())
    levels = {criterion.pk: 4 for criterion in round.rubric.criteria.all()}

    with pytest.raises(ReviewRefused, match="no longer yours"):
        submit_review(loaded, Judgement(levels=levels), by=loaded.reviewer, at=timezone.now())

    assert not round.assignments.submitted().exists()
