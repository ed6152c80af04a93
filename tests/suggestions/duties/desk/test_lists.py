"""Lists of duties: what waits for one's own unit, and on the first page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.duties.objecting import object_to
from suggestions.models import Extension
from tests.factories import SuggestionFactory, UserFactory, called, helping, offered, staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("person", "name", "waits"),
    [
        ("driver", "offers", True),
        ("clerk", "offers", False),
        ("overseer", "offers", False),
        ("driver", "calls", True),
        ("plumber", "calls", False),
    ],
)
def test_the_lists_show_what_waits_for_ones_own_unit(person, name, waits, place, client):
    offered(place.suggestion, place.roads, by=place.clerk)
    called(place.suggestion, place.roads, by=place.clerk)
    client.force_login(getattr(place, person))

    page = client.get(reverse("duties:list"), {"list": name}).content.decode()

    assert (place.suggestion.receipt in page) == waits


def test_objections_wait_for_the_sender_and_those_above_it(place, client):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    object_to(duty, reason="…", has_share=False, by=place.driver, at=timezone.now())
    shown = {}

    for person in (place.clerk, place.overseer, place.driver):
        client.force_login(person)
        page = client.get(reverse("duties:list"), {"list": "objections"}).content.decode()
        shown[person] = place.suggestion.receipt in page

    assert shown == {place.clerk: True, place.overseer: True, place.driver: False}


def test_a_co_handlers_request_for_more_time_waits_for_those_who_may_answer_it(place, client):
    helping(place.suggestion, place.water, by=place.plumber)
    Extension.objects.create(
        suggestion=place.suggestion,
        unit=place.water,
        step="reply",
        until=timezone.now(),
        reason="需检测水质",
        by=place.plumber,
        at=timezone.now(),
    )
    shown = {}

    for unit in (place.town, place.water, place.county):
        client.force_login(staff(Role.SUPERVISOR, unit=unit))
        page = client.get(reverse("duties:list"), {"list": "extensions"}).content.decode()
        shown[unit.name] = place.suggestion.receipt in page

    assert shown == {"东镇": True, "水务局": False, "望湖县": True}


def test_the_first_page_tells_the_receiving_unit_what_waits(place, client):
    offered(place.suggestion, place.roads, by=place.clerk)
    client.force_login(place.driver)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert f"{reverse('duties:list')}?list=offers" in page


def test_pages_cost_the_same_with_many_duties(place, client, django_assert_max_num_queries):
    for _number in range(12):
        row = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town, accepted=True)
        offered(row, place.roads, by=place.clerk)
    client.force_login(place.driver)
    client.get(reverse("duties:list"))

    with django_assert_max_num_queries(22):
        client.get(reverse("duties:list"))


def test_citizens_have_no_lists(client):
    client.force_login(UserFactory())

    assert client.get(reverse("duties:list")).status_code in (302, 403)
