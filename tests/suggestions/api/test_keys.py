"""Keys: shown once, compared in full, of use until they end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suggestions.api.key import ApiKey, key_of, revoke
from suggestions.models import ConnectedSystem
from tests.factories import ConnectedSystemFactory, SuggestionFactory, api_key
from tests.suggestions.api.asking import SAID, get, post, problem

pytestmark = pytest.mark.django_db


def test_only_prefix_and_digest_are_stored():
    text = api_key(ConnectedSystemFactory())

    stored = str(ApiKey.objects.values().get())
    assert text.split("_")[1] in stored
    assert text not in stored
    assert text.split("_", 2)[2] not in stored


def test_a_key_tells_when_it_was_last_used():
    text, now = api_key(ConnectedSystemFactory()), timezone.now()

    key_of(text, at=now)

    assert ApiKey.objects.get().last_used_at == now


@pytest.mark.parametrize("text", ["", "gi_", "gi_12345678_", "gi_\x00_x", "a" * 5000, "键"])
def test_what_is_no_key_opens_nothing(client, text):
    api_key(ConnectedSystemFactory())

    assert key_of(text, at=timezone.now()) is None


def test_a_wrong_secret_under_a_known_prefix_opens_nothing():
    text = api_key(ConnectedSystemFactory())

    assert key_of(text[:-1] + ("A" if text[-1] != "A" else "B"), at=timezone.now()) is None


def test_a_key_holds_through_its_last_day_and_not_after():
    text, now = api_key(ConnectedSystemFactory(), days=3), timezone.now()

    assert key_of(text, at=now + timedelta(days=3)) is not None
    assert key_of(text, at=now + timedelta(days=4)) is None


def test_a_revoked_key_opens_nothing(client):
    text = api_key(ConnectedSystemFactory())
    revoke(ApiKey.objects.get(), at=timezone.now())

    response = post(client, "/suggestions", SAID, key=text)

    assert (response.status_code, problem(response)) == (401, "no_key")
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_request_without_a_key_is_told_how_to_send_one(client):
    response = client.get("/api/v1/suggestions")

    assert (response.status_code, problem(response)) == (401, "no_key")


def test_too_many_requests_are_told_how_long_to_wait(client, write_limits):
    write_limits("api", key=[(2, 60)], no_key=[(1, 60)])
    key = api_key(ConnectedSystemFactory())

    answers = [get(client, "/suggestions", key=key) for _ in range(3)]
    guesses = [get(client, "/suggestions", key="gi_x_y") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.status_code for answer in guesses] == [401, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_a_key_of_another_unit_sees_nothing(client):
    system, other = ConnectedSystemFactory(), ConnectedSystemFactory()
    mine = SuggestionFactory(campaign=system.campaign, source=system.code, source_key="1")
    web = SuggestionFactory(campaign=system.campaign)
    key = api_key(other)

    assert get(client, "/suggestions", key=key).json()["items"] == []
    for row in (mine, web):
        response = get(client, f"/suggestions/{row.receipt}", key=key)
        assert (response.status_code, problem(response)) == (404, "not_found")
    own = get(client, "/suggestions", key=api_key(system)).json()["items"]
    assert [row["receipt"] for row in own] == [mine.receipt]


def test_what_became_a_sealed_report_is_answered_about_no_more(client):
    system = ConnectedSystemFactory()
    row = SuggestionFactory(
        campaign=system.campaign, source=system.code, source_key="1", classification="report"
    )
    key = api_key(system)

    assert get(client, "/suggestions", key=key).json()["items"] == []
    assert get(client, f"/suggestions/{row.receipt}", key=key).status_code == 404


def test_a_list_is_read_page_by_page_without_loss(client):
    system = ConnectedSystemFactory()
    made = [
        SuggestionFactory(campaign=system.campaign, source=system.code, source_key=str(n)).receipt
        for n in range(5)
    ]
    key, seen, after = api_key(system), [], "0"

    while after:
        page = get(client, "/suggestions", key=key, after=after, limit=2).json()
        seen += [row["receipt"] for row in page["items"]]
        after = page["next"]

    assert seen == made


def test_the_secret_for_pushes_is_derived_and_changes_with_its_salt():
    system = ConnectedSystemFactory()
    before = system.push_secret
    ConnectedSystem.objects.filter(pk=system.pk).update(push_salt=2)
    system.refresh_from_db()

    assert system.push_secret != before


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(client):
    key = api_key(ConnectedSystemFactory())

    response = client.delete("/api/v1/suggestions", HTTP_AUTHORIZATION=f"Bearer {key}")

    assert (response.status_code, problem(response)) == (405, "wrong_method")
    assert response["Allow"] == "GET, POST"
