"""What the clerk's page needs without a network, and the version that this makes."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string

STYLES = (
    "portal/site.css",
    *(
        f"portal/css/{name}.css"
        for name in (
            "reset",
            "tokens",
            "base",
            "layout",
            "components",
            "wayfinding",
            "forms",
            "data",
            "utilities",
        )
    ),
    "portal/favicon.svg",
    "portal/icons/chevron.svg",
    "suggestions/station/station.css",
)
SCRIPTS = tuple(
    f"suggestions/station/{name}.js"
    for name in ("numbers", "store", "sending", "queue", "form", "page")
)
VERSION_LENGTH = 16


def assets() -> list[str]:
    """The addresses of all style sheets, pictures and scripts of the page."""
    return [staticfiles_storage.url(name) for name in (*STYLES, *SCRIPTS)]


def version_of(language: str) -> str:
    """A name for this state of the page in `language`: it changes when anything in it does."""
    digest = hashlib.sha256(language.encode())
    for content in _contents():
        digest.update(content)
    return digest.hexdigest()[:VERSION_LENGTH]


def _contents() -> Iterable[bytes]:
    """The page as it is drawn now, and every file of it."""
    yield render_to_string("suggestions/stations/entry.html", {}).encode()
    for name in (*STYLES, *SCRIPTS):
        yield _content(name)


def _content(name: str) -> bytes:
    found = finders.find(name)
    if not found:  # collected, and the sources are elsewhere: the hashed address tells as much
        return staticfiles_storage.url(name).encode()
    return Path(found).read_bytes()
