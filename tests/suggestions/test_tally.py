"""A campaign's figures follow its suggestions, and are not counted when they are read."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from portal.signals import changed
from suggestions.models import CampaignTally, Suggestion
from suggestions.states import Classification, State
from suggestions.tally import recount, recount_stale
from suggestions.templatetags.suggestion_tags import campaign_tally
from tests.factories import CampaignFactory, SuggestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def figures(campaign):
    tally = CampaignTally.objects.get(campaign=campaign)
    return tally.received, tally.published, tally.adopted


def test_what_counts_as_received_published_and_adopted(campaign, on_commit):
    with on_commit():
        SuggestionFactory(campaign=campaign)
        SuggestionFactory(campaign=campaign, published=True)
        SuggestionFactory(campaign=campaign, published=True, state=State.ADOPTED)
        SuggestionFactory(campaign=campaign, state=State.ADOPTED)
        SuggestionFactory(campaign=campaign, classification=Classification.QUESTION)
        SuggestionFactory(campaign=campaign, state=State.WITHDRAWN)
        SuggestionFactory(campaign=campaign, classification=Classification.REPORT)
        SuggestionFactory(published=True)

    assert figures(campaign) == (5, 2, 1)


def test_figures_follow_every_change(campaign, on_commit):
    with on_commit():
        suggestion = SuggestionFactory(campaign=campaign)
    with on_commit():
        suggestion.public_since = timezone.now()
        suggestion.save()

    assert figures(campaign) == (1, 1, 0)


def test_figures_follow_a_bulk_change(campaign, on_commit):
    rows = SuggestionFactory.create_batch(3, campaign=campaign)
    with on_commit():
        Suggestion.objects.filter(campaign=campaign).update(public_since=F("submitted_at"))
        changed(Suggestion, [row.pk for row in rows])

    assert figures(campaign) == (3, 3, 0)


def test_many_changes_before_the_count_queue_one_count(campaign, on_commit, monkeypatch):
    queued = []
    monkeypatch.setattr(recount, "apply_async", lambda args, **options: queued.append(args))

    with on_commit():
        SuggestionFactory.create_batch(5, campaign=campaign)

    assert queued == [[campaign.pk]]


def test_a_change_during_the_count_is_counted_again(campaign, on_commit, monkeypatch):
    with on_commit():
        SuggestionFactory(campaign=campaign)
    queued = []
    monkeypatch.setattr(recount, "apply_async", lambda args, **options: queued.append(args))

    CampaignTally.objects.update(stale=False)  # the count has begun and taken the mark away
    with on_commit():
        SuggestionFactory(campaign=campaign)

    assert queued == [[campaign.pk]]


def test_of_two_counts_the_one_that_began_later_stays(campaign, on_commit):
    with on_commit():
        SuggestionFactory(campaign=campaign)
    later = timezone.now() + timedelta(minutes=1)
    CampaignTally.objects.update(counted_at=later, received=7)

    recount(campaign.pk)

    assert figures(campaign) == (7, 0, 0)


def test_what_a_lost_worker_left_is_counted_later(campaign):
    SuggestionFactory(campaign=campaign)
    CampaignTally.objects.create(campaign=campaign, stale=True)

    recount_stale()

    assert figures(campaign) == (1, 0, 0)


def test_reading_them_costs_one_query_however_many_there_are(
    campaign, on_commit, django_assert_num_queries
):
    with on_commit():
        SuggestionFactory.create_batch(20, campaign=campaign)

    with django_assert_num_queries(1):
        assert campaign_tally(campaign)["tally"].received == 20


def test_a_campaign_nobody_has_written_to_shows_noughts(campaign):
    assert str(campaign_tally(campaign)["tally"]) == "0/0/0"
