"""Opening a round: what it takes, what it refuses, what it leaves behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns.phases import PhaseKind
from portal.organisation.membership import Role
from suggestions.models import Suggestion
from suggestions.review.entering import waiting_for_review
from suggestions.review.opening import open_round, preview
from suggestions.review.refusals import RoundRefused
from suggestions.review.round import Round
from suggestions.states import Classification, State
from tests.factories import (
    CampaignFactory,
    RoundFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(phase=PhaseKind.REVIEWING)


@pytest.fixture
def reviewers(campaign):
    return [staff(Role.REVIEWER, unit=campaign.organiser) for _ in range(3)]


def accepted(campaign, count=1, **fields):
    rows = SuggestionFactory.create_batch(count, campaign=campaign, accepted=True, **fields)
    return Suggestion.objects.filter(pk__in=[row.pk for row in rows])


def opened(campaign, suggestions, reviewers, per_suggestion=2, **fields):
    now = timezone.now()
    fields = {
        "by": staff(Role.EDITOR, unit=campaign.organiser),
        "at": now,
        "name": "初评",
        "deadline": now + timedelta(days=5),
    } | fields
    return open_round(campaign, suggestions, reviewers, per_suggestion, **fields)


def test_opening_moves_the_suggestions_and_writes_who_did_it(campaign, reviewers):
    editor = staff(Role.EDITOR, unit=campaign.organiser)
    suggestions = accepted(campaign, 2)

    opened(campaign, suggestions, reviewers, by=editor)

    for suggestion in Suggestion.objects.all():
        entry = suggestion.history.get()
        assert suggestion.state == State.REVIEWING
        assert (entry.before, entry.after, entry.by) == ("accepted", "reviewing", editor)


def test_opening_shares_the_work_evenly_and_keeps_the_counts(campaign, reviewers):
    round = opened(campaign, accepted(campaign, 6), reviewers, per_suggestion=2)

    assert [member.assigned for member in round.panel.all()] == [4, 4, 4]
    assert round.suggestion_count == round.standings.count() == 6
    assert round.assignments.count() == 12


def test_each_reviewer_has_an_order_of_their_own(campaign, reviewers):
    round = opened(campaign, accepted(campaign, 30), reviewers, per_suggestion=3)

    orders = [
        tuple(
            round.assignments.filter(reviewer=reviewer)
            .order_by("position")
            .values_list("suggestion", flat=True)
        )
        for reviewer in reviewers
    ]
    assert len({frozenset(order) for order in orders}) == 1
    assert len(set(orders)) == 3


def test_the_seed_alone_decides_the_share(campaign, reviewers):
    shares = []
    for _attempt in range(2):
        Round.objects.all().delete()
        Suggestion.objects.filter(campaign=campaign).update(state=State.ACCEPTED)
        rows = accepted(campaign, 12) if not shares else Suggestion.objects.all()
        round = opened(campaign, rows, reviewers, seed=42)
        shares.append(
            list(round.assignments.order_by("pk").values_list("suggestion", "reviewer", "position"))
        )

    assert shares[0] == shares[1]


@pytest.mark.parametrize("role", ["author", "transcriber"])
def test_nobody_gets_what_they_wrote_or_took_down(campaign, reviewers, role):
    suggestions = accepted(campaign, 4, **{role: reviewers[0]})

    round = opened(campaign, suggestions, reviewers, per_suggestion=2)

    assert not round.assignments.filter(reviewer=reviewers[0]).exists()


def test_nobody_gets_what_their_own_station_received(campaign, reviewers):
    station = UnitFactory(parent=campaign.organiser)
    colleague = staff(Role.REVIEWER, Role.STATION_CLERK, unit=station)

    round = opened(campaign, accepted(campaign, 4, station=station), [*reviewers, colleague], 3)

    assert not round.assignments.filter(reviewer=colleague).exists()


def test_a_preview_counts_without_changing_anything(campaign, reviewers):
    suggestions = accepted(campaign, 5)
    accepted(campaign, 1, author=reviewers[0])

    shown = preview(
        campaign, waiting_for_review(campaign), reviewers, per_suggestion=3, at=timezone.now()
    )

    assert (shown.suggestions, shown.assignments, shown.short) == (6, 17, 1)
    assert (shown.least_load, shown.most_load) == (5, 6)
    assert not Round.objects.exists()
    assert suggestions.filter(state=State.ACCEPTED).count() == 5


@pytest.mark.parametrize(
    "fields",
    [{"state": state} for state in State if state != State.ACCEPTED]
    + [{"classification": kind} for kind in Classification if kind != Classification.SUGGESTION],
    ids=lambda fields: str(*fields.values()),
)
def test_only_accepted_suggestions_enter(campaign, reviewers, fields):
    row = SuggestionFactory(campaign=campaign, **{"state": State.ACCEPTED} | fields)

    with pytest.raises(RoundRefused):
        opened(campaign, Suggestion.objects.filter(pk=row.pk), reviewers)

    assert not Round.objects.exists()


def test_a_foreign_campaigns_suggestion_does_not_enter(campaign, reviewers):
    with pytest.raises(RoundRefused):
        opened(campaign, accepted(CampaignFactory()), reviewers)


def test_a_round_needs_a_suggestion(campaign, reviewers):
    with pytest.raises(RoundRefused):
        opened(campaign, Suggestion.objects.none(), reviewers)


@pytest.mark.parametrize("wanted", [0, 4])
def test_there_must_be_as_many_reviewers_as_wanted(campaign, reviewers, wanted):
    with pytest.raises(RoundRefused):
        opened(campaign, accepted(campaign), reviewers, per_suggestion=wanted)


def test_one_reviewer_is_enough_for_one_each(campaign, reviewers):
    round = opened(campaign, accepted(campaign, 3), reviewers[:1], per_suggestion=1)

    assert round.panel.get().assigned == 3


def test_a_rubric_whose_weights_are_all_zero_is_refused(campaign, reviewers):
    campaign.rubric.criteria.all().update(weight=0)

    with pytest.raises(RoundRefused, match="zero"):
        opened(campaign, accepted(campaign), reviewers)


def test_a_campaign_without_rubric_is_refused(reviewers):
    campaign = CampaignFactory(phase=PhaseKind.REVIEWING, rubric=None)

    with pytest.raises(RoundRefused):
        opened(campaign, accepted(campaign), [staff(Role.REVIEWER, unit=campaign.organiser)], 1)


def test_a_deadline_in_the_past_is_refused(campaign, reviewers):
    with pytest.raises(RoundRefused, match="deadline"):
        opened(campaign, accepted(campaign), reviewers, deadline=timezone.now())


@pytest.mark.parametrize("phase", [PhaseKind.COLLECTING, PhaseKind.RESULTS, None])
def test_rounds_open_in_a_reviewing_phase_only(phase):
    campaign = CampaignFactory(phase=phase)
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser)

    with pytest.raises(RoundRefused, match="phase"):
        opened(campaign, accepted(campaign), [reviewer], 1)


def test_whoever_is_no_reviewer_cannot_be_put_on_the_panel(campaign):
    with pytest.raises(RoundRefused):
        opened(campaign, accepted(campaign), [UserFactory()], 1)


def test_a_reviewer_of_an_unrelated_unit_cannot_be_put_on_the_panel(campaign):
    stranger = staff(Role.REVIEWER, unit=UnitFactory())

    with pytest.raises(RoundRefused):
        opened(campaign, accepted(campaign), [stranger], 1)


def test_opening_by_someone_without_the_right_changes_nothing(campaign, reviewers):
    with pytest.raises(PermissionDenied):
        opened(campaign, accepted(campaign), reviewers, by=staff(Role.CHAIR, unit=UnitFactory()))

    assert not Round.objects.exists()


def test_the_same_suggestions_cannot_be_opened_twice(campaign, reviewers):
    suggestions = accepted(campaign, 2)
    opened(campaign, suggestions, reviewers)

    with pytest.raises(RoundRefused):
        opened(campaign, suggestions, reviewers)

    assert Round.objects.count() == 1


def test_a_factory_round_is_what_the_product_makes():
    round = RoundFactory(suggestions=2, reviewers=2, per_suggestion=2)

    assert round.assignments.count() == 4
