"""The desk erases after the number was typed twice, and shows nothing about the person."""

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.chain.erasing.erasure import Erasure, Ground
from suggestions.suggestion import Suggestion
from tests.factories import UnitFactory, staff

pytestmark = pytest.mark.django_db
LIST = "erasures:list"


@pytest.fixture(autouse=True)
def _own_ledger(settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "ledger.jsonl")


@pytest.fixture
def desk(client, submitted):
    """The client of a security administrator of the suggestion's unit."""
    client.force_login(staff(Role.SECURITY_ADMIN, unit=submitted.unit))
    return client


def erase_url(suggestion):
    return reverse("erasures:erase", args=[suggestion.receipt])


def test_a_number_leads_to_the_page_that_erases(desk, submitted):
    answer = desk.post(reverse(LIST), {"receipt": submitted.receipt})

    assert answer.headers["Location"] == erase_url(submitted)


@pytest.mark.parametrize("typed", ["20260101-0000000-0", "王小明", "%", "' OR 1=1 --"])
def test_a_number_that_leads_nowhere_comes_back(desk, typed):
    answer = desk.post(reverse(LIST), {"receipt": typed})

    assert answer.status_code == 200
    assert "receipt" in answer.context["form"].errors


def test_a_suggestion_of_another_unit_is_not_found(client, submitted):
    client.force_login(staff(Role.SECURITY_ADMIN, unit=UnitFactory()))

    assert client.get(erase_url(submitted)).status_code == 404
    assert "receipt" in (
        client.post(reverse(LIST), {"receipt": submitted.receipt}).context["form"].errors
    )


def test_the_page_shows_nothing_about_the_person_or_their_words(desk, submitted):
    page = desk.get(erase_url(submitted)).content.decode()

    assert submitted.receipt in page
    for personal in (submitted.author_name, submitted.title, submitted.problem):
        assert personal not in page


def test_typing_the_number_again_erases(desk, submitted):
    desk.post(erase_url(submitted), {"ground": "consent", "again": submitted.receipt})

    assert Suggestion.objects.get().author_name == ""
    assert Erasure.objects.get().reason == Ground.CONSENT
    assert submitted.receipt in desk.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"ground": "consent", "again": "20260101-0000000-0"},
        {"ground": "", "again": "number"},
        {"ground": "because", "again": "number"},
        {},
    ],
)
def test_anything_else_erases_nothing(desk, submitted, typed):
    if typed.get("again") == "number":
        typed = {**typed, "again": submitted.receipt}

    answer = desk.post(erase_url(submitted), typed)

    assert (answer.status_code, Erasure.objects.count()) == (200, 0)


def test_words_can_be_kept_of_adopted_suggestions_only(desk, submitted):
    desk.post(
        erase_url(submitted),
        {"ground": "consent", "again": submitted.receipt, "keeps_text": "on"},
    )

    assert not Erasure.objects.get().keeps_text


def test_words_of_an_adopted_suggestion_are_kept_if_that_is_said(client, decision):
    suggestion = decision.suggestion
    client.force_login(staff(Role.SECURITY_ADMIN, unit=suggestion.unit))

    client.post(
        erase_url(suggestion),
        {"ground": "consent", "again": suggestion.receipt, "keeps_text": "on"},
    )

    assert Erasure.objects.get().keeps_text
    assert Suggestion.objects.get().problem == "问题说明"


def test_audit_administrators_look_and_do_not_erase(client, submitted):
    client.force_login(staff(Role.AUDIT_ADMIN, unit=submitted.unit))

    page = client.get(reverse(LIST))

    assert (page.status_code, page.context["may_erase"]) == (200, False)
    assert client.get(erase_url(submitted)).status_code in (302, 403)
    client.post(erase_url(submitted), {"ground": "consent", "again": submitted.receipt})
    assert not Erasure.objects.exists()
