from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Phase
from campaigns.stages import Stage
from portal.organisation.membership import Role
from tests.campaigns.editing import typed_campaign, typed_phase
from tests.factories import CampaignFactory, UnitFactory, campaign_index, staff

pytestmark = pytest.mark.django_db
FORM = 'name="problem"'
PHASES = (
    typed_phase("collecting", 10, 20),
    typed_phase("reviewing", 20, 30),
    typed_phase("results", 30),
)


@pytest.fixture
def editor(client):
    person = staff(Role.EDITOR, unit=UnitFactory())
    client.force_login(person)
    return person


@pytest.fixture
def draft():
    """A campaign that starts in ten days and is not on the site."""
    made, now = CampaignFactory(phase=None, live=False), timezone.now()
    for kind, start, end in [("collecting", 10, 20), ("reviewing", 20, 30), ("results", 30, 90)]:
        Phase.objects.create(
            campaign=made,
            kind=kind,
            starts_at=now + timedelta(days=start),
            ends_at=now + timedelta(days=end),
        )
    return made


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.CLOSED])
def test_draft_can_be_seen_in_every_stage_ahead_of_time(client, editor, draft, stage):
    answer = draft.make_preview_request(preview_mode=stage.value)

    assert answer.context_data["stage"] == stage
    assert answer.status_code == 200


def test_draft_shown_as_it_is_today_has_not_begun(draft):
    assert draft.make_preview_request(preview_mode="").context_data["stage"] == Stage.UPCOMING


def test_each_stage_is_offered_to_the_editor(draft):
    assert [mode for mode, _label in draft.preview_modes] == [
        "",
        "collecting",
        "reviewing",
        "results",
        "upcoming",
    ]


def test_new_campaign_is_previewed_while_it_is_typed(client, editor):
    address = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["campaigns", "campaignpage", campaign_index().pk],
    )
    said = client.post(address, typed_campaign(*PHASES)).json()

    shown = {
        mode: client.get(address, {"mode": mode}).content.decode()
        for mode in ("", "collecting", "reviewing", "results", "upcoming")
    }

    assert said == {"is_valid": True, "is_available": True}
    assert all("雨天出行" in page for page in shown.values())
    assert [mode for mode, page in shown.items() if FORM in page] == ["collecting"]
