import pytest
from django.test import RequestFactory
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.organisation.menu import OpenTo, Section

HOOK = "register_test_menu_item"


def entry(label, *, shown=True):
    return lambda: OpenTo(label, f"/{label}/", may=lambda person: shown)


@pytest.fixture
def request_of_somebody():
    request = RequestFactory().get("/admin/")
    request.user = None
    return request


@pytest.mark.parametrize(
    ("entries", "shown"),
    [
        ([entry("one"), entry("two")], "heading"),
        ([entry("one"), entry("two", shown=False)], "one"),
    ],
)
def test_heading_gives_way_to_an_entry_that_is_alone(request_of_somebody, entries, shown):
    section = Section("heading", HOOK)
    with hooks.register_temporarily([(HOOK, made) for made in entries]):
        component = section.render_component(request_of_somebody)

    assert component.label == shown


def test_heading_over_nothing_is_not_shown(request_of_somebody):
    section = Section("heading", HOOK)
    with hooks.register_temporarily(HOOK, entry("one", shown=False)):
        assert not section.is_shown(request_of_somebody)


def test_entry_is_a_plain_one_of_wagtail():
    assert isinstance(entry("one")(), MenuItem)
