"""Connected systems in the admin: their own administrators', each key shown once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.api.key import key_of
from suggestions.models import ApiKey, ConnectedSystem
from tests.factories import CampaignFactory, ConnectedSystemFactory, UnitFactory, api_key, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def admin(client, unit):
    person = staff(Role.SYSTEM_ADMIN, unit=unit)
    client.force_login(person)
    return person


@pytest.fixture
def system(unit):
    return ConnectedSystemFactory(campaign=CampaignFactory(organiser=unit))


def made(client, system, **changes):
    said = {
        "name": "正式环境",
        "scopes": ["submit", "workorders"],
        "expires_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }
    return client.post(reverse("systems:make_key", args=[system.pk]), said | changes)


def test_a_key_is_shown_on_one_answer_and_opens_what_was_chosen(client, admin, system):
    page = made(client, system).content.decode()

    text = page.split('<code class="desk-code">')[1].split("<")[0]
    key = key_of(text, at=timezone.now())
    assert (key.scopes, key.made_by, key.system) == (["submit", "workorders"], admin, system)
    url = reverse("systems:system", args=[system.pk])
    assert text not in client.get(url).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"scopes": []}, {"scopes": ["all"]}, {"expires_on": "2020-01-01"}, {"expires_on": "2999-1-1"}],
)
def test_a_key_without_scope_or_with_a_wrong_end_is_not_made(client, admin, system, wrong):
    assert made(client, system, **wrong).status_code == 422
    assert not ApiKey.objects.exists()


def test_a_revoked_key_stays_in_the_list_and_opens_nothing(client, admin, system):
    text = api_key(system)
    row = ApiKey.objects.get()

    client.post(reverse("systems:revoke_key", args=[system.pk, row.pk]))

    assert key_of(text, at=timezone.now()) is None
    page = client.get(reverse("systems:system", args=[system.pk])).content.decode()
    assert "已吊销" in page


def test_systems_of_other_units_are_out_of_reach(client, admin):
    other = ConnectedSystemFactory()
    api_key(other)
    row = ApiKey.objects.get()

    assert other.name not in client.get(reverse("systems:list")).content.decode()
    assert client.get(reverse("systems:system", args=[other.pk])).status_code == 404
    assert made(client, other).status_code == 404
    revoking = reverse("systems:revoke_key", args=[other.pk, row.pk])
    assert client.post(revoking).status_code == 404


def test_a_system_is_connected_for_a_unit_of_ones_own_only(client, admin, unit):
    campaign = CampaignFactory(organiser=unit)
    said = {"name": "热线", "code": "hotline", "campaign": campaign.pk, "push_url": ""}

    refused = client.post(reverse("systems:list"), said | {"unit": UnitFactory().pk})
    taken = client.post(reverse("systems:list"), said | {"unit": unit.pk})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert ConnectedSystem.objects.get().unit == unit


def test_an_address_whose_host_is_not_allowed_is_not_kept(client, admin, system, settings):
    settings.PUSH_HOSTS = ["hotline.example.org"]
    url = reverse("systems:system", args=[system.pk])
    said = {"name": system.name, "unit": system.unit.pk, "campaign": system.campaign.pk}

    refused = client.post(url, said | {"push_url": "http://169.254.169.254/latest"})
    taken = client.post(url, said | {"push_url": "https://hotline.example.org/status"})

    assert (refused.status_code, taken.status_code) == (422, 302)


def test_the_code_of_a_system_never_changes(client, admin, system):
    before = system.code
    said = {"name": "新名", "code": "other", "unit": system.unit.pk, "campaign": system.campaign.pk}

    client.post(reverse("systems:system", args=[system.pk]), said)

    system.refresh_from_db()
    assert (system.name, system.code) == ("新名", before)


@pytest.mark.parametrize("role", [Role.HANDLER, Role.SECURITY_ADMIN, Role.EDITOR])
def test_others_keep_no_keys(client, unit, role):
    client.force_login(staff(role, unit=unit))

    assert client.get(reverse("systems:list")).status_code in (302, 403)


def test_the_list_costs_the_same_for_many(client, admin, unit, django_assert_num_queries):
    campaign = CampaignFactory(organiser=unit)
    ConnectedSystemFactory(campaign=campaign)
    client.get(reverse("systems:list"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse("systems:list"))
    for _ in range(4):
        ConnectedSystemFactory(campaign=campaign)

    with django_assert_num_queries(len(one)):
        client.get(reverse("systems:list"))
