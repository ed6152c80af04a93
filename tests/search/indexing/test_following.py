"""The index follows the database through the outbox, whatever changes and however."""

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction

from portal.regulations.articles import Article
from portal.signals import changed
from search.finding import Question, find
from search.indexing.outbox import OutboxEntry
from search.indexing.verifying import verify_index
from search.items import Index
from search.queries.words import parse
from search.receivers import wake
from suggestions.models import Suggestion
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, TopicFactory, UnitFactory


@pytest.fixture
def found(engine, follow):
    """Follow the database, then ask the public index; the titles found."""

    def found(query):
        follow()
        answer = find(engine, Index.PUBLIC, Question(words=parse(query))).answer
        return sorted(hit.title for hit in answer.hits)

    return found


@pytest.fixture
def campaign(db):
    return CampaignFactory(title="征集活动")


def test_a_published_suggestion_is_found(found, campaign):
    SuggestionFactory(published=True, title="电动车充电", campaign=campaign)

    assert found("充电") == ["电动车充电"]


def test_a_draft_is_not_found(found, campaign):
    SuggestionFactory(title="电动车充电", campaign=campaign)

    assert found("充电") == []


def test_a_changed_title_replaces_the_old_one(found, campaign):
    row = SuggestionFactory(published=True, title="电动车充电", campaign=campaign)
    assert found("充电") == ["电动车充电"]

    row.title = "楼道照明"
    row.save()

    assert found("充电") == []
    assert found("照明") == ["楼道照明"]


def test_a_suggestion_taken_off_the_site_and_shown_again_is_found_again(found, campaign):
    row = SuggestionFactory(published=True, title="电动车充电", campaign=campaign)
    published, row.public_since = row.public_since, None
    row.save()
    assert found("充电") == []

    row.public_since = published
    row.save()

    assert found("充电") == ["电动车充电"]


def test_a_suggestion_that_becomes_a_sealed_report_leaves_both_indexes(engine, found, campaign):
    row = SuggestionFactory(published=True, title="电动车充电", campaign=campaign)
    assert found("充电") == ["电动车充电"]

    row.classification = Classification.REPORT
    row.save()

    assert found("充电") == []
    assert sum(engine.counts(Index.STAFF).values()) == 1  # the campaign


def test_a_deleted_suggestion_is_gone(found, campaign):
    row = SuggestionFactory(published=True, title="电动车充电", campaign=campaign)
    assert found("充电") == ["电动车充电"]

    row.delete()

    assert found("充电") == []


def test_bulk_changes_follow_when_they_are_told(found, campaign):
    row = SuggestionFactory(published=True, title="电动车充电", campaign=campaign)
    assert found("充电") == ["电动车充电"]

    Suggestion.objects.filter(pk=row.pk).update(title="楼道照明")
    changed(Suggestion, [row.pk])

    assert found("照明") == ["楼道照明"]


def test_hiding_a_campaign_hides_its_suggestions_and_showing_it_shows_them(found, campaign):
    SuggestionFactory(published=True, title="电动车充电", campaign=campaign)
    assert found("充电") == ["电动车充电"]

    campaign.unpublish()
    assert found("充电") == []

    campaign.save_revision().publish()
    assert found("充电") == ["电动车充电"]


def test_a_campaign_made_private_is_not_found(found, campaign):
    assert found("征集活动") == ["征集活动"]

    PageViewRestriction.objects.create(page=campaign, restriction_type="login")

    assert found("征集活动") == []


def test_a_draft_of_a_campaign_is_nobodys_business(campaign):
    OutboxEntry.objects.all().delete()

    campaign.title = "新的标题"
    campaign.save_revision()

    assert not OutboxEntry.objects.exists()


def test_a_topic_with_a_new_code_is_followed_by_its_suggestions(engine, follow, campaign):
    topic = TopicFactory(code="old")
    SuggestionFactory(published=True, topic=topic, campaign=campaign)
    follow()

    topic.code = "new"
    topic.save()
    follow()

    assert verify_index(engine, Index.PUBLIC).differences == 0


def test_many_changes_of_one_row_are_sent_once(engine, follow, campaign, monkeypatch):
    follow()
    row = SuggestionFactory(published=True, campaign=campaign)
    for _time in range(5):
        row.save()
    sent = []
    monkeypatch.setattr(
        type(engine), "write", lambda self, index, items, gone=(): sent.extend(items) or {}
    )

    follow()

    public = [item for item in sent if item.row == row.pk and item.kind == "suggestion"]
    assert len(public) == len(Index)


def test_nothing_is_queued_when_the_change_is_rolled_back(campaign):
    OutboxEntry.objects.all().delete()

    with transaction.atomic():
        SuggestionFactory(published=True, campaign=campaign)
        transaction.set_rollback(True)

    assert not OutboxEntry.objects.exists()


def test_rows_of_models_that_are_not_searched_are_not_queued(campaign):
    OutboxEntry.objects.all().delete()

    changed(Article, [])
    changed(type(campaign.organiser), [campaign.organiser.pk])

    assert not OutboxEntry.objects.exists()


@pytest.mark.django_db
def test_the_task_is_woken_once_for_a_transaction(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        campaign = CampaignFactory()
        for _number in range(3):
            SuggestionFactory(published=True, campaign=campaign)

    assert callbacks.count(wake) == 1


def test_a_topic_with_a_new_code_is_followed_by_what_lies_below_and_by_campaigns(engine, follow):
    topic = TopicFactory(code="old")
    below = topic.add_child(name="停车", code="below")
    campaign = CampaignFactory(topics=[below])
    SuggestionFactory(published=True, topic=below, campaign=campaign)
    follow()

    topic.refresh_from_db()
    topic.code = "new"
    topic.save()
    follow()

    assert verify_index(engine, Index.PUBLIC).differences == 0


def test_a_new_unit_pushes_others_to_new_places_and_staff_search_follows(engine, follow):
    city = UnitFactory()
    later = UnitFactory(parent=city, code="Z9")
    place = later.path
    SuggestionFactory(campaign=CampaignFactory(organiser=later), unit=later)
    follow()

    UnitFactory(parent=city, code="A1")
    later.refresh_from_db()
    assert later.path != place
    follow()

    assert verify_index(engine, Index.STAFF).differences == 0
