"""A suggestion, others with much the same words, and what a person is shown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.repeats.panel import said_before
from search.repeats.viewer import Viewer
from suggestions.intake.receipts import new_receipt
from tests.factories import (
    CampaignFactory,
    SuggestionFactory,
    UnitFactory,
)

NOW = timezone.now()
TEXT = {
    "title": "老旧小区加装电梯",
    "problem": "老人上下楼不方便，六楼的老人半年没有下过楼。",
    "proposal": "给老旧小区的楼房加装电梯。",
}


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def unit(db):
    return UnitFactory()


@pytest.fixture
def campaign(unit):
    return CampaignFactory(organiser=unit)


@pytest.fixture
def suggestion(campaign):
    return SuggestionFactory(campaign=campaign, submitted_at=NOW, **TEXT)


@pytest.fixture
def alike(campaign):
    """Make a suggestion with much the same words."""

    def alike(title="小区加装电梯，方便老人", **fields):
        texts = TEXT | {"title": title}
        said = {"campaign": campaign, "submitted_at": NOW - timedelta(days=5)}
        said |= {"receipt": new_receipt(NOW.date())}
        return SuggestionFactory(**(said | texts | fields))

    return alike


@pytest.fixture
def shown(follow, suggestion):
    """What `user` is shown of the suggestion: the members of all groups."""

    def shown(user, *, judges=True):
        follow()
        groups = said_before(suggestion, Viewer(user, timezone.localdate(), judges=judges))
        return [one for _name, members in groups for one in members]

    return shown
