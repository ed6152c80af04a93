"""Two at the same moment: one round, one reader, nothing counted twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.phases import PhaseKind
from portal.organisation.membership import Role
from suggestions.history import MoveNotAllowed, move
from suggestions.models import Assignment, Round, Standing, Suggestion
from suggestions.review.assigning import ask_another
from suggestions.review.closing import close_round
from suggestions.review.entering import Choice, Source, chosen
from suggestions.review.lateness import replace_reviewer
from suggestions.review.moving import move_assignments
from suggestions.review.opening import open_round
from suggestions.review.refusals import Refused
from suggestions.review.scoring import Judgement, submit_review
from suggestions.states import State
from tests.factories import CampaignFactory, RoundFactory, SuggestionFactory, staff

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """Run `actions` in threads that start together; what each returned or was refused."""
    barrier = Barrier(len(actions))

    def run(action):
        try:
            barrier.wait(timeout=30)
            return action()
        except (MoveNotAllowed, Refused) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def opening(campaign, editor, reviewer, source=Source.ACCEPTED):
    now = timezone.now()
    return open_round(
        campaign,
        chosen(campaign, Choice(source)),
        [reviewer],
        1,
        by=editor,
        at=now,
        name="第一轮",
        deadline=now + timedelta(days=3),
    )


def counts_agree():
    for round in Round.objects.all():
        rows = round.assignments.filter(dropped_at__isnull=True)
        for seat in round.panel.all():
            mine = rows.filter(reviewer=seat.user)
            assert (seat.assigned, seat.submitted) == (mine.count(), mine.submitted().count())
        assert round.suggestion_count == round.standings.in_round().count()


def test_two_editors_open_a_round_on_the_same_suggestions():
    campaign = CampaignFactory(phase=PhaseKind.REVIEWING)
    SuggestionFactory.create_batch(3, campaign=campaign, accepted=True)
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser)
    editors = [staff(Role.EDITOR, unit=campaign.organiser) for _ in range(2)]

    results = at_once(
        *(lambda editor=editor: opening(campaign, editor, reviewer) for editor in editors)
    )

    assert sum(isinstance(result, Round) for result in results) == 1
    assert Round.objects.get().suggestion_count == Standing.objects.count() == 3
    counts_agree()


def test_two_editors_take_up_what_a_closed_round_has_left():
    """Nothing moves here, so the table of moves cannot tell the second one."""
    first = RoundFactory(suggestions=3)
    close_round(first, by=first.opened_by, at=timezone.now())
    reviewer = first.panel.get().user

    results = at_once(
        *[lambda: opening(first.campaign, first.opened_by, reviewer, Source.EARLIER)] * 2
    )

    assert sum(isinstance(result, Round) for result in results) == 1
    assert Standing.objects.exclude(round=first).count() == 3
    counts_agree()


def test_a_suggestion_is_withdrawn_while_its_round_is_being_opened():
    campaign = CampaignFactory(phase=PhaseKind.REVIEWING)
    rows = SuggestionFactory.create_batch(3, campaign=campaign, accepted=True)
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser)
    editor = staff(Role.EDITOR, unit=campaign.organiser)

    at_once(
        lambda: opening(campaign, editor, reviewer),
        lambda: move(Suggestion.objects.get(pk=rows[0].pk), State.WITHDRAWN, by=None),
    )

    withdrawn = Suggestion.objects.get(pk=rows[0].pk)
    assert withdrawn.state == State.WITHDRAWN
    assert not Standing.objects.in_round().filter(suggestion=withdrawn).exists()
    counts_agree()


def test_a_review_comes_in_while_its_reviewer_is_being_replaced():
    round = RoundFactory(reviewers=2)
    row = round.assignments.get()
    criteria = round.rubric.criteria.all()
    judgement = Judgement(levels={criterion.pk: 4 for criterion in criteria})
    seat = round.panel.get(user=row.reviewer)
    at = timezone.now()

    at_once(
        lambda: submit_review(row, judgement, by=row.reviewer, at=at),
        lambda: replace_reviewer(seat, by=round.opened_by, at=at),
    )

    row.refresh_from_db()
    submitted = Assignment.objects.submitted()
    assert not submitted.filter(dropped_at__isnull=False).exists()
    assert round.assignments.filter(dropped_at__isnull=True).count() == 1
    counts_agree()


def test_two_editors_move_the_same_work_to_two_people():
    round = RoundFactory(reviewers=3)
    row = round.assignments.get()
    takers = [seat.user for seat in round.panel.exclude(user=row.reviewer)]

    at_once(
        *(
            lambda taker=taker: move_assignments(
                round, [row.pk], taker, by=round.opened_by, at=timezone.now()
            )
            for taker in takers
        )
    )

    assert round.assignments.filter(dropped_at__isnull=True).count() == 1
    counts_agree()


def test_two_reviews_at_once_ask_for_one_more_reader():
    round = RoundFactory(reviewers=4, per_suggestion=2)
    standing = round.standings.get()

    results = at_once(
        *[lambda: ask_another(Standing.objects.get(pk=standing.pk), at=timezone.now())] * 2
    )

    assert sum(result is not None for result in results) == 1
    assert round.assignments.count() == 3
    counts_agree()
