"""An organisation of one city with two counties, and people in it."""

from types import SimpleNamespace

import pytest

from portal.organisation.membership import Role
from portal.organisation.unit import Tier
from tests.factories import UnitFactory, UserFactory, staff


@pytest.fixture
def land(db):
    """City ─ east ─ east_town; city ─ west."""
    city = UnitFactory(name="青禾市", code="C", tier=Tier.CITY)
    east = UnitFactory(name="东湖区", code="C1", parent=city)
    west = UnitFactory(name="西山区", code="C2", parent=city)
    east_town = UnitFactory(name="湖口镇", code="C11", tier=Tier.TOWNSHIP, parent=east)
    return SimpleNamespace(city=city, east=east, west=west, east_town=east_town)


@pytest.fixture
def person(land):
    """Make someone with a role for a unit: person(Role.SYSTEM_ADMIN, land.east)."""

    def make(role: Role, unit, **fields):
        unit.refresh_from_db()
        return staff(role, unit=unit, **fields)

    return make


@pytest.fixture
def superuser(db):
    return UserFactory(is_superuser=True, is_staff=True)
