"""The Wagtail admin: our colours, and Chinese without gaps."""

import re
from pathlib import Path

import pytest
import wagtail
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse

from portal.organisation.membership import Role
from tests.factories import UnitFactory, home_page, staff

OURS = settings.BASE_DIR / "portal" / "locale_wagtail" / "zh_Hans" / "LC_MESSAGES"
WAGTAIL = Path(wagtail.__file__).parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def first(words):
    """The singular of a message."""
    return words if isinstance(words, str) else words[0]


def messages(path):
    """The messages of a catalogue, by context and singular."""
    with path.open("rb") as file:
        return {(m.context, first(m.id)): m for m in read_po(file) if m.id}


def translated(path):
    """The keys of the messages that have Chinese."""
    if not path.exists():
        return set()
    return {key for key, m in messages(path).items() if first(m.string) and not m.fuzzy}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_everything_the_admin_says_has_chinese(domain):
    english = sorted(WAGTAIL.rglob(f"locale/en/LC_MESSAGES/{domain}.po"))
    chinese = translated(OURS / f"{domain}.po")
    wanted = set()
    for path in english:
        wanted |= set(messages(path))
        chinese |= translated(Path(str(path).replace("/en/", "/zh_Hans/")))

    assert wanted - chinese == set()


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_chinese_keeps_every_placeholder(domain):
    for message in messages(OURS / f"{domain}.po").values():
        words = message.id if isinstance(message.id, str) else message.id[-1]
        chinese = first(message.string)
        assert set(PLACEHOLDER.findall(words)) == set(PLACEHOLDER.findall(chinese)), words


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compiled_catalogue_is_current(domain):
    with (OURS / f"{domain}.mo").open("rb") as file:
        compiled = {(m.context, first(m.id)): first(m.string) for m in read_mo(file) if m.id}

    assert compiled == {k: first(m.string) for k, m in messages(OURS / f"{domain}.po").items()}


@pytest.mark.django_db
def test_admin_wears_our_colours_and_speaks_chinese(client):
    home_page()
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "portal/admin.css" in page
    assert "portal/logo.svg" in page
    assert "portal/favicon.svg" in page
    assert "金点子</title>" in re.sub(r"\s+", "", page.split("</head>")[0] + "")
