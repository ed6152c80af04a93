"""What is in which index, and what is in none."""

import pytest

from campaigns.phases import PhaseKind
from portal.accounts.contact import ContactDetails, keep_contact
from search.indexing.shipping import prepared_rows
from search.items import Facet, Index, Kind
from search.sources.registry import SOURCES
from search.sources.source import storable
from suggestions.states import Classification, State
from tests.factories import (
    AreaFactory,
    CampaignFactory,
    SuggestionFactory,
    TopicFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def items(kind, index):
    source = SOURCES[kind]
    rows = list(source.rows(index).values_list("pk", flat=True))
    found, errors = prepared_rows(index, kind, rows)
    assert errors == {}
    return {item.row: item for item in found}


@pytest.mark.parametrize("classification", Classification)
@pytest.mark.parametrize("published", [True, False])
def test_public_holds_published_suggestions_and_staff_all_but_sealed_reports(
    classification, published
):
    row = SuggestionFactory(published=published, classification=classification)

    is_public = published and classification == Classification.SUGGESTION
    assert set(items(Kind.SUGGESTION, Index.PUBLIC)) == ({row.pk} if is_public else set())
    is_open = classification != Classification.REPORT
    assert set(items(Kind.SUGGESTION, Index.STAFF)) == ({row.pk} if is_open else set())


def test_suggestions_of_a_hidden_campaign_are_not_public():
    campaign = CampaignFactory()
    SuggestionFactory(published=True, campaign=campaign)
    campaign.unpublish()

    assert items(Kind.SUGGESTION, Index.PUBLIC) == {}
    assert items(Kind.CAMPAIGN, Index.PUBLIC) == {}


@pytest.mark.parametrize("index", Index)
def test_no_item_holds_a_contact_detail_or_a_name_that_is_not_shown(index):
    details = ContactDetails(phone="13812345678", email="secret@example.org", guardian="陈保密")
    row = SuggestionFactory(
        published=True, author_name="王隐去", author_shown=False, contact=keep_contact(details)
    )

    text = str(items(Kind.SUGGESTION, index))

    for secret in ("陈保密", "13812345678", "secret@example.org", "王隐去", row.tracking_digest):
        assert secret not in text


def test_a_shown_name_with_rare_characters_is_kept_whole():
    row = SuggestionFactory(published=True, author_name="𠮷·𬭎", author_shown=True)

    assert "𠮷·𬭎" in items(Kind.SUGGESTION, Index.PUBLIC)[row.pk].keywords


def test_a_suggestion_is_found_under_its_topic_and_those_above():
    above = TopicFactory(code="T")
    topic = above.add_child(name="停车", code="T01")
    row = SuggestionFactory(published=True, topic=topic, area=AreaFactory(code="370102"))

    facets = items(Kind.SUGGESTION, Index.PUBLIC)[row.pk].facets

    assert facets[Facet.TOPIC] == ("T", "T01")
    assert facets[Facet.AREA] == ("370102",)


def test_staff_items_carry_the_unit_that_may_see_them():
    unit = UnitFactory()
    row = SuggestionFactory(unit=unit)

    assert items(Kind.SUGGESTION, Index.STAFF)[row.pk].units == (unit.path,)


def test_text_that_no_engine_can_store_is_cleaned():
    assert storable("停\x00车\ud800") == "停 车"
    assert len(storable("难" * 30_000)) == 20_000


def test_a_campaign_is_found_by_its_words_topics_and_organiser():
    topic = TopicFactory(name="城市停车", code="T9")
    unit = UnitFactory(name="滨江区建设局")
    campaign = CampaignFactory(
        title="车位怎么挤出来", introduction="请您出主意", organiser=unit, topics=[topic],
        phase=PhaseKind.COLLECTING,
    )  # fmt: skip

    item = items(Kind.CAMPAIGN, Index.PUBLIC)[campaign.pk]

    assert "请您出主意" in item.body
    assert "滨江区建设局" in item.keywords
    assert item.facets[Facet.TOPIC] == ("T9",)


def test_preparing_many_rows_costs_as_many_queries_as_preparing_two(
    django_assert_num_queries,
):
    topic, area, campaign = TopicFactory(), AreaFactory(), CampaignFactory()
    fields = {"published": True, "topic": topic, "area": area, "campaign": campaign}
    rows = [SuggestionFactory(**fields).pk for _number in range(12)]

    with django_assert_num_queries(6):
        SOURCES[Kind.SUGGESTION].items(Index.PUBLIC, rows[:2])
    with django_assert_num_queries(6):
        SOURCES[Kind.SUGGESTION].items(Index.PUBLIC, rows)


def test_a_changed_fingerprint_tells_changed_content_and_not_a_new_version():
    row = SuggestionFactory(published=True)
    before = items(Kind.SUGGESTION, Index.PUBLIC)[row.pk].fingerprint

    row.save()
    same = items(Kind.SUGGESTION, Index.PUBLIC)[row.pk].fingerprint
    row.state = State.ANSWERED
    row.save()

    assert same == before
    assert items(Kind.SUGGESTION, Index.PUBLIC)[row.pk].fingerprint != before
