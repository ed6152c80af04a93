"""Editors' picks: shown on top for exactly their queries, and only what the public may see."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.organisation.membership import Role
from search.vocabulary import known
from search.vocabulary.picks import Pick
from search.vocabulary.showing import picks_for
from tests.factories import CampaignFactory, GoldenIdeaFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db


def shown(query):
    known.forget()
    return picks_for(query, known.vocabulary())


def pick(queries="停车难", **fields):
    return Pick.objects.create(queries=queries, **fields)


def address(**fields):
    return {"address": "/parking/", "title": "停车地图", **fields}


@pytest.mark.parametrize("query", ["停车难", " 停车难 ", "停车 难", "ＷＩＦＩ", '"停车难"'])
def test_a_pick_is_shown_for_its_query_however_it_is_typed(query):
    one = pick("停车难\n停车 难\nwifi", **address())

    assert shown(query) == [one]


@pytest.mark.parametrize("query", ["停车", "小区停车难", "", "，"])
def test_no_pick_is_shown_for_another_query(query):
    pick(**address())

    assert shown(query) == []


def test_a_page_is_shown_only_while_it_is_public():
    campaign = CampaignFactory(title="停车大家谈")
    pick(page=campaign)
    assert [one.shown_title for one in shown("停车难")] == ["停车大家谈"]

    campaign.unpublish()

    assert shown("停车难") == []


def test_a_golden_idea_is_shown_only_while_it_is_public():
    idea = GoldenIdeaFactory()
    pick(golden_idea=idea)
    assert [one.url for one in shown("停车难")] == [idea.get_absolute_url()]

    idea.suggestion.public_since = None
    idea.suggestion.save()

    assert shown("停车难") == []


def test_picks_stand_in_the_order_of_their_places():
    second, first = pick(**address(place=2)), pick(**address(place=1))

    assert shown("停车难") == [first, second]


@pytest.mark.parametrize(
    "fields",
    [
        {"queries": "，\n ", **address()},
        {"queries": "停车难"},
        {"queries": "停车难", "address": "/parking/"},
        {"queries": "停车难", **address(address="javascript:alert(1)")},
        {"queries": "停车难", **address(address="//elsewhere.example")},
        {"queries": "停车难", **address(address="/\\elsewhere.example")},
    ],
)
def test_what_is_no_pick_is_refused(fields):
    with pytest.raises(ValidationError):
        Pick(**fields).full_clean()


def test_a_pick_has_one_target():
    with pytest.raises(ValidationError):
        Pick(queries="停车难", page=CampaignFactory(), **address()).full_clean()


def test_the_page_shows_picks_on_top_and_only_at_first_look(client, engine, follow):
    pick(note="按街道查空位", **address())
    CampaignFactory(title="停车难怎么办", slug="parking")
    follow()

    html = client.get(reverse("search:search"), {"q": "停车难"}).text

    assert html.index("停车地图") < html.index("停车难</mark>怎么办")
    assert "按街道查空位" in html
    narrowed = client.get(reverse("search:search"), {"q": "停车难", "campaign": "parking"})
    assert "停车地图" not in narrowed.text


def test_a_pick_is_shown_where_search_is_down(client, settings):
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    pick(**address())

    assert "停车地图" in client.get(reverse("search:search"), {"q": "停车难"}).text


def test_editors_make_picks_of_public_things(client):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    fields = {"queries": "停车难\n\n 停车位 ", "place": 1, **address()}

    client.post(reverse("picks:add"), fields)

    made = Pick.objects.get()
    assert made.queries == "停车难\n停车位"
    assert made.url == "/parking/"


def test_a_hidden_golden_idea_cannot_be_chosen(client):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    idea = GoldenIdeaFactory()
    idea.suggestion.public_since = None
    idea.suggestion.save()

    client.post(reverse("picks:add"), {"queries": "停车难", "golden_idea": idea.pk, "place": 1})

    assert not Pick.objects.exists()
