"""The interface is complete in Chinese, and the compiled catalogue is the one in the source."""

import io
import shutil

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.project import PACKAGES, PROJECT, run

CATALOGUE = PROJECT / "portal" / "locale" / "zh_Hans" / "LC_MESSAGES"


@pytest.fixture
def catalogue():
    return _read(CATALOGUE / "django.po")


def test_every_message_is_translated(catalogue):
    untranslated = [message.id for message in catalogue if message.id and not _is_done(message)]

    assert untranslated == []


def test_every_translation_keeps_the_placeholders(catalogue):
    wrong = [
        (message.id, str(error))
        for message in catalogue
        if message.id
        for error in message.check(catalogue)
    ]

    assert wrong == []


def test_the_compiled_catalogue_is_current(catalogue):
    compiled = read_mo(io.BytesIO((CATALOGUE / "django.mo").read_bytes()))

    assert _translations(compiled) == _translations(catalogue)


@pytest.mark.services
def test_every_text_of_the_interface_is_in_the_catalogue(catalogue, tmp_path):
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=_no_caches)
    for name in ("manage.py", "Makefile"):
        shutil.copy(PROJECT / name, tmp_path)
    (tmp_path / ".venv").symlink_to(PROJECT / ".venv")
    stamp = "--old-file=.venv/.dev-packages"

    collected = run(["make", stamp, "messages"], folder=tmp_path)

    assert collected.returncode == 0, collected.stdout + collected.stderr
    current = _read(tmp_path / CATALOGUE.relative_to(PROJECT) / "django.po")
    assert _names(current) == _names(catalogue)


def _read(file):
    with file.open("rb") as source:
        return read_po(source, locale="zh_Hans")


def _is_done(message):
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts) and not message.fuzzy


def _names(catalogue):
    """What the messages are looked up by."""
    return {_name(message) for message in catalogue if message.id}


def _translations(catalogue):
    """The finished translations by name, with the first form for texts that have a plural."""
    return {
        _name(message): _first_form(message.string)
        for message in catalogue
        if message.id and _is_done(message)
    }


def _name(message):
    """Context and text; Babel gives contexts of compiled catalogues as bytes."""
    context = message.context
    return (context.decode() if isinstance(context, bytes) else context, _first_form(message.id))


def _first_form(text):
    return text[0] if isinstance(text, (tuple, list)) else text


def _no_caches(folder, names):
    return [name for name in names if name == "__pycache__"]
