import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines
from django.urls import reverse

from portal.organisation.membership import Role
from tests.factories import UnitFactory, UserFactory, home_page, staff

pytestmark = pytest.mark.django_db
COMPONENTS = settings.BASE_DIR / "portal" / "templates" / "components"
STYLES = Path(settings.BASE_DIR / "portal" / "static" / "portal")


@pytest.fixture
def shown(client):
    """The style page as an editor sees it."""
    home_page()
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    return client.get(reverse("style"))


def test_style_page_is_for_staff(client, shown):
    assert shown.status_code == 200


@pytest.mark.parametrize("signed_in", [True, False])
def test_nobody_else_learns_that_there_is_a_style_page(client, signed_in):
    home_page()
    if signed_in:
        client.force_login(UserFactory())

    assert client.get(reverse("style")).status_code == 404


def test_style_page_shows_every_component(shown):
    used = {template.name for template in shown.templates}
    unused = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")} - used

    assert unused <= {"components/messages.html"}


@pytest.mark.parametrize("component", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.name)
def test_component_says_what_it_takes(component):
    assert component.read_text().startswith("{% comment %}")


def test_style_page_has_no_inline_code(shown):
    page = shown.content.decode()

    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=", page)


def test_every_layer_is_declared_before_it_is_filled():
    sheet = (STYLES / "site.css").read_text()
    declared = re.search(r"@layer ([\w, ]+);", sheet)[1].split(", ")
    filled = re.findall(r"layer\((\w+)\)", sheet)

    assert set(filled) | {"pages"} == set(declared)
    assert sheet.index("@layer") < sheet.index("@import")


def test_every_file_a_style_sheet_names_is_there():
    for sheet in STYLES.rglob("*.css"):
        for named in re.findall(r'url\("([^"]+)"\)', sheet.read_text()):
            assert (sheet.parent / named).resolve().is_file(), f"{sheet.name}: {named}"


def test_colours_are_named_in_one_place_only():
    for sheet in (STYLES / "css").glob("*.css"):
        if sheet.name != "tokens.css":
            screen = sheet.read_text().split("@media print")[0]
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![\w-]*\")", screen), sheet.name


def test_pictures_of_the_frame_hold_no_code():
    for picture in STYLES.rglob("*.svg"):
        assert not re.search(r"<script|<style|style=|\son\w+=|href=\"(?!#)", picture.read_text())


def test_score_bar_keeps_its_number_machine_readable_in_every_language():
    template = engines["django"].get_template("components/score_bar.html")

    assert 'value="4.6"' in template.render({"label": "针对性", "value": 4.6})


def test_logo_is_found():
    assert finders.find("portal/logo.svg")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("一江两岸，一起走走", True),
        ("随时建议", True),
        ("给带孙子的老人开一堂课：付钱、打车、别被骗", False),
        ("", True),
        ("What people say", True),
        ("Internationalization", False),
    ],
)
def test_heading_breaks_between_phrases_only_if_each_fits_on_a_small_phone(title, kept):
    template = engines["django"].from_string("{% load portal_tags %}{{ title|phrase_class }}")

    assert template.render({"title": title}) == ("keep-phrases" if kept else "")
