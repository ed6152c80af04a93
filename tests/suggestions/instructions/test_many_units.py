"""An instruction goes to any number of units, and says on the suggestion's page how it stands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Instruction
from tests.factories import UnitFactory, staff

pytestmark = pytest.mark.django_db


def typed(world, more):
    return {
        "leader": world.leader.pk,
        "text": "请各单位研究",
        "given_on": world.today.isoformat(),
        "unit_1": world.unit.pk,
        "more_units": "\n".join(more),
    }


def test_more_than_three_units_are_written_to(client, world):
    units = [UnitFactory() for _one in range(5)]
    client.force_login(world.leader)
    names = [unit.name for unit in units[:4]] + [units[4].code]

    client.post(reverse("instructions:write", args=[world.suggestion.receipt]), typed(world, names))

    assert set(Instruction.objects.get().units.all()) == {world.unit, *units}


@pytest.mark.parametrize("name", ["没有这个单位", "同名局"])
def test_a_name_that_names_no_unit_or_two_comes_back(client, world, name):
    UnitFactory(name="同名局")
    UnitFactory(name="同名局")
    client.force_login(world.leader)
    address = reverse("instructions:write", args=[world.suggestion.receipt])

    page = client.post(address, typed(world, [name]))

    assert list(page.context["form"].errors) == ["more_units"]
    assert not Instruction.objects.exists()


def test_the_suggestions_page_shows_words_units_and_day(client, world, instruction):
    Instruction.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(staff(Role.SUPERVISOR, unit=world.unit))

    page = client.get(reverse("handling:item", args=[world.suggestion.receipt])).content.decode()

    assert instruction.text in page
    assert world.bureau.name in page
