from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import CampaignPage, Phase
from campaigns.phases import PhaseKind
from tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


def campaign(*phases, **fields):
    """A campaign with phases given as (kind, day it starts, day it ends) from now."""
    now = timezone.now()
    made = CampaignFactory(phase=None, **fields)
    for kind, start, end in phases:
        Phase.objects.create(
            campaign=made,
            kind=kind,
            starts_at=now + timedelta(days=start),
            ends_at=None if end is None else now + timedelta(days=end),
        )
    return made


@pytest.fixture
def campaigns():
    """One campaign in each situation, by its name."""
    return {
        "announced": campaign(("collecting", 5, 10)),
        "collecting": campaign(("collecting", -5, 5), ("reviewing", 5, 10)),
        "standing": campaign(("collecting", -5, None), ("reviewing", -5, None)),
        "reviewing": campaign(("collecting", -10, -5), ("reviewing", -5, 5)),
        "between": campaign(("collecting", -10, -5), ("reviewing", 5, 10)),
        "results": campaign(("collecting", -9, -6), ("results", -3, None)),
        "over": campaign(("collecting", -9, -6)),
        "undated": campaign(),
    }


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("open", {"collecting", "standing"}),
        ("reviewing", {"reviewing"}),
        ("closed", {"between", "results", "over"}),
        ("upcoming", {"announced"}),
    ],
)
def test_each_group_holds_exactly_its_campaigns(campaigns, question, expected):
    found = set(getattr(CampaignPage.objects, question)(timezone.now()))

    assert found == {campaigns[name] for name in expected}


def test_lately_closed_are_those_that_took_suggestions_within_the_time_and_do_so_no_more(campaigns):
    now = timezone.now()

    lately = CampaignPage.objects.closed_since(now - timedelta(days=5, hours=1), now)

    assert set(lately) == {campaigns["reviewing"], campaigns["between"]}


def test_campaign_leaves_the_open_ones_at_the_end_of_collecting():
    made = campaign(("collecting", -5, 5))
    end = made.phases.get().ends_at

    assert CampaignPage.objects.open(end - timedelta(microseconds=1)).count() == 1
    assert CampaignPage.objects.open(end).count() == 0
    assert CampaignPage.objects.closed(end).count() == 1


def test_open_campaigns_that_close_first_come_first_and_standing_ones_last():
    now = timezone.now()
    standing = campaign(("collecting", -5, None))
    late = campaign(("collecting", -5, 9))
    soon = campaign(("collecting", -5, 2))

    assert list(CampaignPage.objects.open(now).closing_first(now)) == [soon, late, standing]


def test_campaigns_that_began_last_come_first():
    old = campaign(("collecting", -90, -80))
    new = campaign(("collecting", -9, -8))

    assert list(CampaignPage.objects.newest_first()) == [new, old]


def test_cards_take_a_fixed_number_of_queries(django_assert_num_queries):
    for _ in range(4):
        CampaignFactory(phase=PhaseKind.COLLECTING)
    at = timezone.now()

    with django_assert_num_queries(2):  # the campaigns, their phases
        cards = [(c.organiser.name, c.stage(at)) for c in CampaignPage.objects.for_cards()]

    assert len(cards) == 4
