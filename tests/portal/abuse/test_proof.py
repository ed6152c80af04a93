"""Proof of work: solved once and in time, or not at all."""

import base64
import json

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from portal.abuse import proof


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.PROOF_STEPS = (3, 6)
    settings.PROOF_COST = 10


def changed(payload, **parameters):
    content = json.loads(base64.b64decode(payload))
    content["challenge"]["parameters"].update(parameters)
    return base64.b64encode(json.dumps(content).encode()).decode()


@pytest.mark.django_db
class TestVerify:
    def test_a_solution_counts(self):
        assert proof.verify(proof.solve(proof.challenge())) is True

    def test_a_solution_counts_once(self):
        payload = proof.solve(proof.challenge())
        proof.verify(payload)

        assert proof.verify(payload) is False

    def test_the_same_solution_written_differently_does_not_count_again(self):
        payload = proof.solve(proof.challenge())
        proof.verify(payload)
        again = base64.b64encode(
            json.dumps(json.loads(base64.b64decode(payload)), indent=1).encode()
        )

        assert proof.verify(again.decode()) is False

    def test_a_late_solution_does_not_count(self, settings):
        with time_machine.travel("2026-11-02 10:00:00+08:00", tick=False) as clock:
            payload = proof.solve(proof.challenge())
            clock.shift(settings.PROOF_VALID_FOR + 1)

            assert proof.verify(payload) is False

    def test_an_easier_challenge_does_not_count(self):
        easy = proof.challenge()
        easy["parameters"] |= {"keyPrefix": "", "keySignature": None}

        assert proof.verify(proof.solve(easy)) is False

    def test_a_longer_life_does_not_count(self):
        payload = proof.solve(proof.challenge())

        assert proof.verify(changed(payload, expiresAt=4_000_000_000)) is False

    def test_a_challenge_of_another_portal_does_not_count(self, settings):
        payload = proof.solve(proof.challenge())
        settings.SECRET_KEY = "another" * 10

        assert proof.verify(payload) is False


@pytest.mark.parametrize(
    "payload",
    ["", "x", "e30=", "%%%", "证", "A" * 100_000, base64.b64encode(b"[" * 2000).decode()],
)
def test_nonsense_is_no_proof_and_no_error(payload):
    assert proof.verify(payload) is False


SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
JSON = SCALAR | st.lists(SCALAR, max_size=2) | st.dictionaries(st.text(max_size=5), SCALAR)
PARAMETERS = st.fixed_dictionaries(
    dict.fromkeys(("algorithm", "nonce", "salt", "cost"), SCALAR), optional={"expiresAt": JSON}
)
CHALLENGE = st.fixed_dictionaries({"parameters": PARAMETERS | JSON, "signature": SCALAR})


@given(st.fixed_dictionaries({"challenge": CHALLENGE | JSON, "solution": JSON}) | JSON)
def test_any_json_is_no_proof_and_no_error(content):
    payload = base64.b64encode(json.dumps(content).encode()).decode()

    assert proof.verify(payload) is False


@pytest.mark.django_db
class TestChallengeAddress:
    def test_its_challenge_can_be_solved(self, client):
        found = client.get(reverse("proof_challenge")).json()

        assert proof.verify(proof.solve(found)) is True

    def test_every_answer_is_another_and_none_is_kept(self, client):
        first, second = (client.get(reverse("proof_challenge")) for _ in range(2))

        assert first.json() != second.json()
        assert "no-store" in first["Cache-Control"]

    def test_it_neither_starts_a_session_nor_sets_a_cookie(self, client):
        assert not client.get(reverse("proof_challenge")).cookies
