"""An adopted suggestion with the people around it, and an instruction on it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.instructions.instructing import Written, instruct
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, staff

WORDS = "请交通局研究并于月底前报告，此事要抓紧"


@pytest.fixture
def world():
    unit = UnitFactory()
    campaign = CampaignFactory(organiser=unit)
    found = SimpleNamespace(
        unit=unit,
        bureau=UnitFactory(),
        now=timezone.now(),
        today=timezone.localdate(),
        suggestion=SuggestionFactory(campaign=campaign, published=True, state=State.ADOPTED),
    )
    for role in (Role.LEADER, Role.EDITOR, Role.PUBLISHER, Role.SUPERVISOR, Role.HANDLER):
        setattr(found, role.value, staff(role, unit=unit))
    return found


@pytest.fixture
def instruction(world):
    written = Written(WORDS, world.today, (world.bureau,), world.today + timedelta(days=10))
    return instruct(world.suggestion, world.leader, written, by=world.editor, at=world.now)
