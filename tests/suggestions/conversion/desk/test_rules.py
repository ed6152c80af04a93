"""The days of following up are data that editors change."""

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.models import FollowUpRules
from tests.factories import UnitFactory, staff

pytestmark = pytest.mark.django_db
DAYS = {"answer_days": 7, "report_days": 5, "quiet_days": 30, "lapse_days": 45}


@pytest.fixture
def url():
    rules = FollowUpRules.load()
    return reverse("wagtailsettings:edit", args=["suggestions", "followuprules", rules.pk])


def test_an_editor_changes_the_days(client, url):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))

    client.post(url, DAYS)

    rules = FollowUpRules.load()
    assert {name: getattr(rules, name) for name in DAYS} == DAYS


@pytest.mark.parametrize("days", [0, 3651, -1])
def test_days_that_make_no_sense_are_refused(client, url, days):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))

    client.post(url, DAYS | {"answer_days": days})

    assert FollowUpRules.load().answer_days == 15


@pytest.mark.parametrize("role", [role for role in Role if role != Role.EDITOR])
def test_the_others_change_nothing(client, url, role):
    client.force_login(staff(role, unit=UnitFactory()))

    client.post(url, DAYS)

    assert FollowUpRules.load().answer_days == 15
