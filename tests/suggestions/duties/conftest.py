"""A county with an office, two townships and two departments, and a suggestion at the office."""

from types import SimpleNamespace

import pytest

from portal.organisation.membership import Role
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, staff


@pytest.fixture
def place():
    """The units and their people; `suggestion` is accepted and lies with the first township."""
    county = UnitFactory(name="望湖县")
    town, roads, water = (UnitFactory(parent=county, name=n) for n in ("东镇", "交通局", "水务局"))
    village = UnitFactory(parent=town, name="柳村")
    for unit in (county, town, roads, water):
        unit.refresh_from_db()
    clerk = staff(Role.HANDLER, unit=town)
    return SimpleNamespace(
        county=county,
        town=town,
        roads=roads,
        water=water,
        village=village,
        clerk=clerk,
        driver=staff(Role.HANDLER, unit=roads),
        plumber=staff(Role.HANDLER, unit=water),
        overseer=staff(Role.SUPERVISOR, unit=county),
        suggestion=SuggestionFactory(
            campaign=CampaignFactory(organiser=county), unit=town, accepted=True
        ),
    )
