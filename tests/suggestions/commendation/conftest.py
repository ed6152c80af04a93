"""A commendation at each of its steps, with the people who take part."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.commendation.approving import approve, publish_order, say
from suggestions.commendation.commendation import midnight
from suggestions.commendation.drawing import draw_panel
from suggestions.commendation.notice import close_notice, publish_notice
from tests.factories import (
    NomineeFactory,
    UnitFactory,
    staff,
)

PANEL = 3


def stage(step="draft", *, names=1):
    """A commendation with everybody in it, brought as far as `step`."""
    unit = UnitFactory()
    world = SimpleNamespace(unit=unit, now=timezone.now())
    for role in (Role.PUBLISHER, Role.SUPERVISOR, Role.CHAIR, Role.LEADER, Role.EDITOR):
        setattr(world, role.value, staff(role, unit=unit))
    world.reviewers = [staff(Role.REVIEWER, unit=unit) for _ in range(6)]
    world.nominee = NomineeFactory(commendation__unit=unit)
    world.row = world.nominee.commendation
    for _ in range(names - 1):
        NomineeFactory(commendation=world.row)
    world.after = None
    for name, act in ADVANCE.items():
        if name == step:
            break
        act(world)
    world.row.refresh_from_db()
    return world


def show(world):
    publish_notice(world.row, PANEL, by=world.publisher, at=world.now)
    world.row.refresh_from_db()
    world.after = midnight(world.row.notice_until + timedelta(days=1))


def pass_on(world):
    close_notice(world.row, by=world.publisher, at=world.after)


def sit(world):
    draw = draw_panel(world.row, by=world.chair, at=world.after)
    for member in draw.members.select_related("user"):
        say(world.row, True, "", by=member.user, at=world.after)


def agree(world):
    approve(world.row, by=world.leader, at=world.after)


def order(world):
    publish_order(world.row, by=world.publisher, at=world.after)


ADVANCE = {
    "draft": show,
    "notice": pass_on,
    "panel": sit,
    "agreed": agree,
    "approved": order,
    "published": None,
}
"""What is done to leave each step."""


@pytest.fixture
def at():
    """`at("notice")` is a commendation whose notice runs."""
    return stage
