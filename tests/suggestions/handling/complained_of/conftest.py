"""A city, and a report against one of its bureaus."""

import pytest

from portal.organisation.membership import Role
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, staff
from tests.suggestions.handling.complained_of.naming import SECRET


@pytest.fixture
def city():
    """A city with an office for reports at its top, a bureau with a station, and a county."""
    root = UnitFactory(name="望澜市")
    office = UnitFactory(name="市信访纪检组", parent=root, receives_reports=True)
    bureau = UnitFactory(name="市采购局", parent=root)
    below = UnitFactory(name="采购局服务站", parent=bureau)
    root.refresh_from_db()
    bureau.refresh_from_db()
    return {"root": root, "office": office, "bureau": bureau, "below": below}


@pytest.fixture
def report(city):
    campaign = CampaignFactory(organiser=city["bureau"])
    return SuggestionFactory(
        campaign=campaign,
        unit=city["office"],
        title=SECRET,
        classification=Classification.REPORT,
    )


@pytest.fixture
def reader(city):
    return staff(Role.HANDLER, unit=city["office"])
