"""Print .env.example with new secrets in its empty lines: `python3 deploy/new_env.py > .env`."""

import base64
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / ".env.example"
CONTACT_KEY_BYTES = 32


def filled(example: str) -> str:
    """The lines of `example`, each that ends in "=" completed with a fresh secret."""
    return "\n".join(_line(line) for line in example.splitlines()) + "\n"


def new_contact_key() -> str:
    """A key for CONTACT_KEYS, named after today so that an older one can be told from it."""
    key = base64.b64encode(secrets.token_bytes(CONTACT_KEY_BYTES)).decode()
    return f"{datetime.now(UTC):%Y%m%d}:{key}"


def _line(line: str) -> str:
    if line.startswith("#") or not line.endswith("="):
        return line
    secret = new_contact_key() if line == "CONTACT_KEYS=" else secrets.token_hex(32)
    return line + secret


if __name__ == "__main__":
    sys.stdout.write(filled(EXAMPLE.read_text(encoding="utf-8")))
