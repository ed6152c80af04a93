"""Conflicts of interest: each ground by itself, and what is no conflict."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.phases import PhaseKind
from portal.models import Delegation
from portal.organisation.membership import Role
from suggestions.review.barring import Barring, ConflictDeclaration, Ground
from suggestions.review.conflicts import ground_of
from tests.factories import (
    CampaignFactory,
    ExpertFactory,
    RoundFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def reviewer(campaign):
    return staff(Role.REVIEWER, unit=campaign.organiser, name="沈砚秋")


def ground(suggestion, reviewer):
    return ground_of(suggestion, reviewer, on=timezone.localdate())


def test_a_stranger_may_judge(campaign, reviewer):
    assert ground(SuggestionFactory(campaign=campaign), reviewer) is None


@pytest.mark.parametrize(
    ("field", "expected"), [("author", Ground.AUTHOR), ("transcriber", Ground.TRANSCRIBER)]
)
def test_who_wrote_it_or_took_it_down(campaign, reviewer, field, expected):
    assert ground(SuggestionFactory(campaign=campaign, **{field: reviewer}), reviewer) == expected


def test_whose_station_received_it(campaign):
    station = UnitFactory(parent=campaign.organiser)
    colleague = staff(Role.REVIEWER, unit=station)

    assert ground(SuggestionFactory(campaign=campaign, station=station), colleague) == (
        Ground.STATION
    )


@pytest.mark.parametrize("role", [role for role in Role if role not in {"reviewer", "chair"}])
def test_who_works_where_the_author_works(campaign, reviewer, role):
    office = UnitFactory()
    author = staff(Role.HANDLER, unit=office)
    colleague = staff(role, unit=office)

    suggestion = SuggestionFactory(campaign=campaign, author=author)

    assert ground(suggestion, colleague) == Ground.COLLEAGUE
    assert ground(suggestion, reviewer) is None


def test_two_on_one_panel_are_not_colleagues(campaign, reviewer):
    author = staff(Role.REVIEWER, unit=campaign.organiser)

    assert ground(SuggestionFactory(campaign=campaign, author=author), reviewer) is None


def test_who_works_for_the_unit_in_charge(campaign):
    office = UnitFactory()
    handler = staff(Role.HANDLER, Role.REVIEWER, unit=office)

    suggestion = SuggestionFactory(campaign=campaign, unit=office)

    assert ground(suggestion, handler) == Ground.IN_CHARGE


def test_who_acts_there_for_a_colleague_who_is_absent(campaign, reviewer):
    bureau, today = UnitFactory(), timezone.localdate()
    absent = staff(Role.HANDLER, unit=bureau)
    suggestion = SuggestionFactory(campaign=campaign, unit=bureau)
    before = ground(suggestion, reviewer)
    Delegation.objects.create(
        membership=absent.memberships.get(),
        to=reviewer,
        starts_on=today,
        ends_on=today,
        made_at=timezone.now(),
    )

    assert (before, ground(suggestion, reviewer)) == (None, Ground.IN_CHARGE)


def test_whom_the_pool_says_works_for_the_unit_in_charge(campaign, reviewer):
    office = UnitFactory()
    ExpertFactory(user=reviewer, unit=office)

    suggestion = SuggestionFactory(campaign=campaign, unit=office)

    assert ground(suggestion, reviewer) == Ground.IN_CHARGE


def test_the_organisers_own_clerk_may_judge_what_nobody_was_put_in_charge_of(campaign):
    """A village office of one: it organises, handles and reviews."""
    clerk = staff(Role.HANDLER, Role.EDITOR, Role.REVIEWER, unit=campaign.organiser)

    assert ground(SuggestionFactory(campaign=campaign), clerk) is None


@pytest.mark.parametrize("field", ["title", "problem", "proposal"])
@pytest.mark.parametrize("text", ["请沈砚秋老师帮忙", "沈 砚秋说过", "沈砚\n秋"])
def test_who_is_named_in_the_text(campaign, reviewer, field, text):
    assert ground(SuggestionFactory(campaign=campaign, **{field: text}), reviewer) == Ground.NAMED


@pytest.mark.parametrize("name", ["", "沈", " 沈 "])
def test_a_name_of_one_character_is_found_nowhere(campaign, name):
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser, name=name)

    assert ground(SuggestionFactory(campaign=campaign, title="沈家门的路"), reviewer) is None


def test_who_has_declared_an_interest_in_the_unit_or_one_above_it(campaign, reviewer):
    bureau = UnitFactory()
    office = UnitFactory(parent=bureau)
    bureau.refresh_from_db()
    declared = ConflictDeclaration.objects.create(
        by=reviewer, unit=bureau, reason="曾任职", at=timezone.now()
    )
    suggestion = SuggestionFactory(campaign=campaign, unit=office)

    assert ground(suggestion, reviewer) == Ground.INTEREST
    assert ground(suggestion, staff(Role.REVIEWER, unit=campaign.organiser)) is None
    declared.ended_on = timezone.localdate() - timedelta(days=1)
    declared.save()
    assert ground(suggestion, reviewer) is None


def test_who_has_declared_a_conflict_over_this_suggestion(campaign, reviewer):
    suggestion = SuggestionFactory(campaign=campaign)
    ConflictDeclaration.objects.create(
        by=reviewer, suggestion=suggestion, reason="亲属", at=timezone.now()
    )

    assert ground(suggestion, reviewer) == Ground.DECLARED
    assert ground(SuggestionFactory(campaign=campaign), reviewer) is None


def test_a_past_membership_bars_nobody(campaign, reviewer):
    office = UnitFactory()
    membership = staff(Role.HANDLER, unit=office).memberships.get()
    membership.ends_on = timezone.localdate() - timedelta(days=1)
    membership.save()

    assert ground(SuggestionFactory(campaign=campaign, unit=office), membership.user) is None


def test_a_round_writes_down_who_was_barred_from_what_and_why():
    campaign = CampaignFactory(phase=PhaseKind.REVIEWING)
    mine, other = (staff(Role.REVIEWER, unit=campaign.organiser) for _ in range(2))
    own = SuggestionFactory(campaign=campaign, accepted=True, author=mine)
    citizens = SuggestionFactory(campaign=campaign, accepted=True, author=UserFactory())

    made = RoundFactory(campaign=campaign, suggestions=[own, citizens], reviewers=[mine, other])

    barred = Barring.objects.filter(round=made).values_list("suggestion", "reviewer", "ground")
    assert list(barred) == [(own.pk, mine.pk, Ground.AUTHOR)]
    assert not made.assignments.filter(suggestion=own, reviewer=mine).exists()
