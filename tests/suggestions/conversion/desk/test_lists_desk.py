"""The desk of yearly lists."""

import pytest
from django.urls import reverse

from suggestions.models import CommitmentList
from tests.factories import ActionFactory, UnitFactory

LISTS = reverse("conversion:lists")


@pytest.fixture
def editor(client, here):
    client.force_login(here.editor)
    return here.editor


@pytest.fixture
def kept(client, here, editor):
    client.post(LISTS, {"year": 2026, "title": "十件实事", "unit": here.county.pk})
    return CommitmentList.objects.get()


def url(row):
    return reverse("conversion:list", args=[row.pk])


def test_a_list_is_made_ordered_and_published(client, here, kept):
    second = ActionFactory(idea=here.idea, unit=here.office)
    numbers = {f"place-{here.action.pk}": "2", f"place-{second.pk}": "1"}

    client.post(url(kept), numbers | {"publish": "1"})

    kept.refresh_from_db()
    assert [item.action for item in kept.items.all()] == [second, here.action]
    assert kept.published_at is not None
    assert client.get(url(kept)).context["rows"][0] == {"action": second, "place": 1}


def test_what_has_no_number_is_not_on_it(client, here, kept):
    client.post(url(kept), {f"place-{here.action.pk}": "1"})
    client.post(url(kept), {f"place-{here.action.pk}": "一"})

    assert not kept.items.exists()


def test_an_empty_list_stays_off_the_site(client, kept):
    client.post(url(kept), {"publish": "1"})

    kept.refresh_from_db()
    assert kept.published_at is None


@pytest.mark.parametrize("fields", [{"year": "1066"}, {"title": ""}, {"unit": "9999"}])
def test_a_wrong_list_comes_back(client, here, editor, fields):
    data = {"year": 2026, "title": "十件实事", "unit": here.county.pk}

    response = client.post(LISTS, data | fields)

    assert list(response.context["form"].errors) == list(fields)
    assert not CommitmentList.objects.exists()


def test_a_list_for_a_foreign_unit_is_refused(client, editor):
    response = client.post(LISTS, {"year": 2026, "title": "x", "unit": UnitFactory().pk})

    assert list(response.context["form"].errors) == ["unit"]


def test_foreign_actions_cannot_be_smuggled_in(client, kept):
    foreign = ActionFactory()

    client.post(url(kept), {f"place-{foreign.pk}": "1"})

    assert not kept.items.exists()
