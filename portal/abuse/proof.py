"""Proof of work: a browser computes for about a second, which a flood cannot afford.

The challenge is ALTCHA's (version 2, PBKDF2 with SHA-256): signed, valid for a while, good
for one use. portal/static/portal/proof.js solves it.
"""

import secrets
from datetime import timedelta
from typing import Any

import altcha
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.abuse.counting import count

ALGORITHM = "PBKDF2/SHA-256"
PAYLOAD_LENGTH = 4000  # characters; a real one has about 600


def challenge() -> dict[str, Any]:
    """A fresh challenge as the browser gets it, ready for JSON."""
    least, most = settings.PROOF_STEPS
    steps = least + secrets.randbelow(most - least)
    expires = timezone.now() + timedelta(seconds=settings.PROOF_VALID_FOR)
    return altcha.create_challenge(
        ALGORITHM,
        settings.PROOF_COST,
        counter=steps,
        expires_at=expires,
        hmac_secret=secret("challenge"),
        hmac_key_secret=secret("key"),
    ).to_dict()


def verify(payload: str) -> bool:
    """Whether `payload` (base64 of JSON) solves a challenge of ours for the first time.

    Anything else is False, never an error: without a proof the stricter limit applies.
    """
    if not payload or len(payload) > PAYLOAD_LENGTH or not payload.isascii():
        return False
    result = altcha.verify_solution(payload, secret("challenge"), hmac_key_secret=secret("key"))
    return result.verified and is_first_use(payload)


def is_first_use(payload: str) -> bool:
    """Whether the challenge in a verified `payload` was never used before, here or elsewhere."""
    signature = altcha.Payload.from_base64(payload).challenge.signature
    return count(f"proof:{signature}", seconds=settings.PROOF_VALID_FOR) == 1


def secret(purpose: str) -> str:
    """A key for `purpose` that comes from SECRET_KEY and is used for nothing else."""
    return salted_hmac("portal.abuse.proof", purpose, algorithm="sha256").hexdigest()


def solve(found: dict[str, Any]) -> str:
    """What a browser sends back for the challenge `found`: for tests and the load generator."""
    solved = altcha.Challenge.from_dict(found)
    solution = altcha.solve_challenge(solved)
    if solution is None:
        raise ValueError("the challenge has no solution")
    return altcha.Payload(solved, solution).to_base64()
