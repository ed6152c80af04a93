"""The hint at the screening desk: who sees it, and what it says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.organisation.membership import Role
from search.models import LearnedClassifier, RoutingHint
from search.routing.learned import Target
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, TopicFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def suggestion(unit):
    return SuggestionFactory(campaign=CampaignFactory(organiser=unit))


@pytest.fixture
def topic():
    return TopicFactory(name="公交出行")


@pytest.fixture
def learned():
    return LearnedClassifier.objects.create(
        target=Target.TOPIC, digest="", learned_from=1_204, learned_at=timezone.now()
    )


@pytest.fixture
def hint(suggestion, topic, learned):
    return RoutingHint.objects.create(
        suggestion=suggestion,
        version=suggestion.version,
        topics=[[topic.pk, 0.82], [topic.pk + 1, 0.04]],
        guessed_at=timezone.now(),
    )


@pytest.fixture
def panel(client, django_capture_on_commit_callbacks):
    """What a person with a role in a unit gets for a suggestion."""

    def panel(suggestion, *, role=Role.HANDLER, unit=None, **address):
        client.force_login(staff(role, unit=unit or suggestion.unit))
        url = reverse("routing:screening", args=[suggestion.receipt])
        with django_capture_on_commit_callbacks(execute=True):
            return client.get(url, address, headers={"HX-Request": "true"})

    return panel


def test_it_names_the_probable_topic_with_its_confidence(panel, suggestion, hint):
    html = panel(suggestion).content.decode()

    assert "公交出行" in html
    assert "82%" in html
    assert "1204" in html.replace(",", "")


def test_a_probable_unit_leads_to_passing_it_on_for_who_may(panel, suggestion, hint):
    roads = UnitFactory(name="交通局")
    LearnedClassifier.objects.create(
        target=Target.UNIT, digest="", learned_from=900, learned_at=hint.guessed_at
    )
    RoutingHint.objects.update(units=[[roads.pk, 0.7]], guessed_at=timezone.now())
    address = reverse("duties:assign", args=[suggestion.receipt])

    for_clerk = panel(suggestion).content.decode()
    for_leader = panel(suggestion, role=Role.PUBLISHER).content.decode()

    assert f'href="{address}?unit={roads.pk}"' in for_clerk
    assert "交通局" in for_leader
    assert address not in for_leader


def test_before_anything_is_learned_it_says_what_is_missing(panel, suggestion):
    assert "至少" in panel(suggestion).content.decode()


def test_a_hint_that_is_not_there_yet_is_asked_for_and_looked_for_again(
    panel, suggestion, learned, monkeypatch
):
    asked = []
    monkeypatch.setattr("search.routing.views.guess_routing.delay", asked.append)

    html = panel(suggestion).content.decode()
    last = panel(suggestion, looks="3").content.decode()

    assert asked == [[suggestion.pk]] * 2
    assert "?looks=1" in html
    assert "looks=" not in last


def test_a_hint_for_an_earlier_text_is_not_shown(panel, suggestion, hint, monkeypatch):
    monkeypatch.setattr("search.routing.views.guess_routing.delay", lambda keys: None)
    RoutingHint.objects.update(version=suggestion.version - 1)

    assert "82%" not in panel(suggestion).content.decode()


@pytest.mark.parametrize("looks", ["-1", "x", "²", "9" * 5_000])
def test_whatever_stands_in_the_address_is_answered(panel, suggestion, learned, looks, monkeypatch):
    monkeypatch.setattr("search.routing.views.guess_routing.delay", lambda keys: None)

    assert panel(suggestion, looks=looks).status_code == 200


def test_a_hint_from_before_the_last_learning_is_not_shown(
    panel, suggestion, hint, learned, monkeypatch
):
    monkeypatch.setattr("search.routing.views.guess_routing.delay", lambda keys: None)
    LearnedClassifier.objects.update(learned_at=timezone.now() + timedelta(minutes=1))

    assert "82%" not in panel(suggestion).content.decode()


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_page_is_shown_all_the_same(client, suggestion, learned, monkeypatch):
    def refuse(keys):
        raise OperationalError("connection refused")

    monkeypatch.setattr("search.routing.views.guess_routing.delay", refuse)
    client.force_login(staff(Role.HANDLER, unit=suggestion.unit))

    answer = client.get(reverse("routing:screening", args=[suggestion.receipt]))

    assert answer.status_code == 200


def test_another_units_suggestion_is_not_there(panel, suggestion, hint):
    assert panel(suggestion, unit=UnitFactory()).status_code == 404


def test_a_sealed_report_has_no_hint(panel, suggestion, hint):
    type(suggestion).objects.update(classification=Classification.REPORT)

    assert panel(suggestion).status_code == 404


def test_reviewers_do_not_screen(panel, suggestion, hint):
    assert panel(suggestion, role=Role.REVIEWER).status_code in {302, 403}


def test_without_scripts_it_is_a_page(client, suggestion, hint):
    client.force_login(staff(Role.HANDLER, unit=suggestion.unit))

    html = client.get(reverse("routing:screening", args=[suggestion.receipt])).content.decode()

    assert "</html>" in html
    assert "82%" in html


def test_the_number_of_queries_does_not_grow(
    client, suggestion, hint, django_assert_max_num_queries
):
    client.force_login(staff(Role.HANDLER, unit=suggestion.unit))

    with django_assert_max_num_queries(16):
        client.get(reverse("routing:screening", args=[suggestion.receipt]))
