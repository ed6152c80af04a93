"""Experts for a suggestion: by field, by words, in office; asked from the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.organisation.membership import Role
from search.engines.interface import SearchUnavailable
from search.experts import matching
from search.experts.matching import experts_for
from tests.factories import (
    ExpertFactory,
    RoundFactory,
    SuggestionFactory,
    TopicFactory,
    UnitFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def topic():
    return TopicFactory(name="交通出行")


@pytest.fixture
def suggestion(topic):
    return SuggestionFactory(
        topic=topic, title="学校门口停车难", problem="接送孩子的车辆把路堵住", proposal="错时接送"
    )


def names(suggestion):
    return [match.expert.name for match in experts_for(suggestion, on=timezone.localdate())]


def test_whose_field_it_is_comes_before_whose_words_are_alike(suggestion, topic):
    ExpertFactory(name="言", words="停车难、接送孩子、车辆")
    ExpertFactory(name="域", topics=[topic])
    ExpertFactory(name="远", words="园林绿化")

    assert names(suggestion) == ["域", "言"]


def test_a_field_reaches_the_topics_below_it(suggestion, topic):
    suggestion.topic = topic.add_child(name="停车", code="T-PARK")
    suggestion.save()
    ExpertFactory(name="域", topics=[topic])

    assert names(suggestion) == ["域"]


def test_the_more_alike_the_words_the_higher(suggestion):
    ExpertFactory(name="半", words="车辆年检、驾驶培训、保险理赔与道路救援")
    ExpertFactory(name="近", words="学校门口停车、接送孩子")

    found = experts_for(suggestion, on=timezone.localdate())

    assert [match.expert.name for match in found] == ["近", "半"]
    assert 1 >= found[0].likeness > found[1].likeness > 0
    assert "接送" in found[0].words


def test_only_who_can_be_asked(suggestion, topic):
    today = timezone.localdate()
    ExpertFactory(topics=[topic], starts_on=today - timedelta(9), ends_on=today - timedelta(1))
    ExpertFactory(topics=[topic], starts_on=today + timedelta(1))
    ExpertFactory(topics=[topic], away_from=today, away_until=today)
    ExpertFactory(name="在", topics=[topic], away_until=today - timedelta(1))

    assert names(suggestion) == ["在"]


def test_words_are_compared_while_search_is_down(suggestion, monkeypatch):
    def down(question):
        raise SearchUnavailable

    monkeypatch.setattr(matching, "ask", down)
    ExpertFactory(name="近", words="学校门口停车、接送孩子")

    assert names(suggestion) == ["近"]


def test_a_text_without_words_finds_nobody_and_breaks_nothing():
    ExpertFactory(words="停车")

    assert names(SuggestionFactory(title="!!!", problem="…", proposal="")) == []


def page(suggestion):
    return reverse("expert_matches:suggestion", args=[suggestion.receipt])


def test_an_expert_is_asked_from_the_page(client):
    topic = TopicFactory()
    round = RoundFactory()
    suggestion = round.standings.get().suggestion
    suggestion.topic = topic
    suggestion.save()
    reviewer = staff(Role.REVIEWER, unit=round.campaign.organiser)
    ExpertFactory(user=reviewer, topics=[topic])
    client.force_login(round.opened_by)

    (row,) = client.get(page(suggestion), {"round": round.pk}).context["rows"]
    client.post(
        reverse("review:assign", args=[round.pk, suggestion.receipt]), {"reviewer": reviewer.pk}
    )

    assert (row.may_be_asked, row.is_asked, row.ground) == (True, False, None)
    (row,) = client.get(page(suggestion), {"round": round.pk}).context["rows"]
    assert row.is_asked


def test_who_has_a_conflict_is_shown_with_its_ground(client):
    topic = TopicFactory()
    round = RoundFactory()
    suggestion = round.standings.get().suggestion
    reviewer = staff(Role.REVIEWER, unit=round.campaign.organiser)
    suggestion.topic, suggestion.author = topic, reviewer
    suggestion.save()
    ExpertFactory(user=reviewer, topics=[topic])
    client.force_login(round.opened_by)

    response = client.get(page(suggestion), {"round": round.pk})

    assert response.context["rows"][0].ground == "author"
    assert 'name="reviewer"' not in response.content.decode()


@pytest.mark.parametrize("asked", ["", "x", "²", "0", "9" * 40])
def test_without_a_round_nobody_can_be_asked(client, suggestion, topic, asked):
    ExpertFactory(topics=[topic])
    client.force_login(staff(Role.EDITOR, unit=suggestion.unit))

    response = client.get(page(suggestion), {"round": asked})

    assert response.context["round"] is None
    assert len(response.context["rows"]) == 1


@pytest.mark.parametrize("role", Role)
def test_organisers_of_the_unit_only(client, suggestion, role):
    codes = []
    for unit in (suggestion.unit, UnitFactory()):
        client.force_login(staff(role, unit=unit))
        codes.append(client.get(page(suggestion)).status_code)

    assert (codes == [200, 404]) == (role in {Role.EDITOR, Role.CHAIR})
    assert (200 in codes) == (role in {Role.EDITOR, Role.CHAIR})


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_large_the_pool(
    client, suggestion, topic, django_assert_max_num_queries, count
):
    for _ in range(count):
        ExpertFactory(topics=[topic], user=staff(Role.REVIEWER, unit=suggestion.unit))
    client.force_login(staff(Role.EDITOR, unit=suggestion.unit))
    client.get(page(suggestion))

    with django_assert_max_num_queries(25):
        response = client.get(page(suggestion))

    assert len(response.context["rows"]) == count
