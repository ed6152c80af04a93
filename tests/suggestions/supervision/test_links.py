"""A unit that carries something out about a suggestion it has no part in meets no dead link."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.supervision.conference.deciding import call_sitting, decide
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.leading.taking_on import Plan, make_plan
from tests.factories import make_case, staff
from tests.suggestions.supervision.steps import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def carrier(world):
    """Somebody of the unit that carries out, and of no other."""
    return staff(Role.HANDLER, unit=world.other)


def decided(world):
    by = {"by": world.supervisor, "at": world.now}
    item = put_on_agenda(world.suggestion, question="谁牵头", conference=world.city, **by)
    sitting = {"held_at": world.now, "place": "三楼", "chair": "市长", "attendees": []}
    call_sitting(world.city, items=[item], **sitting, **by)
    item.refresh_from_db()
    return decide(item, "水务局牵头", owner=world.other, due_on=world.soon, **by)


def planned(world):
    case = make_case(world.suggestion, by=world.supervisor, leader=world.leader, at=world.now)
    plan = Plan("成因", "措施", world.other, "周科长", world.today + timedelta(days=9))
    make_plan(case, plan, by=world.supervisor, at=world.now)
    return case


@pytest.mark.parametrize(("name", "make"), [("decision", decided), ("case", planned)])
def test_it_reads_the_title_and_gets_no_link_that_is_shut(client, world, carrier, name, make):
    row = make(world)
    item = reverse("handling:item", args=[world.suggestion.receipt])
    client.force_login(carrier)
    page = client.get(url(name, row.pk))
    client.force_login(world.supervisor)
    higher = client.get(url(name, row.pk))

    assert world.suggestion.title in page.content.decode()
    assert f'href="{item}"' not in page.content.decode()
    assert f'href="{item}"' in higher.content.decode()
