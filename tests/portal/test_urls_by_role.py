"""Every address of the site for everybody: who gets in, and who does not.

The addresses come from the URL configuration; what is right stands in addresses/tables/.
"""

import logging
from functools import partial

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client

from portal import urls
from portal.organisation.membership import Role
from tests.portal.addresses.asking import Visitor, url_of
from tests.portal.addresses.discovery import all_addresses
from tests.portal.addresses.line import CITIZEN, SUPERUSER, VISITOR
from tests.portal.addresses.markup import faults_of
from tests.portal.addresses.rights import FAULTY, RIGHTS, TABLES, pattern_of
from tests.portal.addresses.world import World

ADDRESSES = all_addresses()
NAMES = [address.name for address in ADDRESSES]
PEOPLE = [VISITOR, CITIZEN, *Role, SUPERUSER]
WITHOUT_TOKEN = {"set_language"}
"""Changes nothing that could be forged, and pages with a token could not be cached."""
API = {"api_nowhere", *(name for name in NAMES if name.startswith(("api:", "api/")))}
REFUSED = {401, 403, 404, 405}
"""What the API says to everyone who brings no key: it knows no sessions."""


RENDERED = {VISITOR, SUPERUSER}
"""Whose pages are rendered; to the others an address is open or shut before that."""


IDLE = {
    "django_structlog.middlewares.RequestMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
}
"""Layers that let everyone pass, and read much for it."""


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A world made once, in a transaction around all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(made):
    """What the addresses name; each test finds it as it was made."""
    with transaction.atomic():
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def unrendered(monkeypatch):
    """Pages are answered without their contents."""
    monkeypatch.setattr(Template, "_render", lambda template, context: "")


@pytest.fixture(autouse=True)
def _no_more_than_needed(monkeypatch, settings):
    """Error pages, logs and redirects, tested elsewhere, are left out for speed."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name not in IDLE]
    for status in (403, 404):
        answer = partial(bare_answer, status=status)
        monkeypatch.setattr(urls, f"handler{status}", answer, raising=False)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def bare_answer(request, exception, *, status):
    return HttpResponse(status=status)


def user_of(world, person):
    return {VISITOR: None, CITIZEN: world.citizen, SUPERUSER: world.superuser, **world.people}[
        person
    ]


def test_every_address_has_a_line():
    """Add it to a table of addresses/tables/: who gets in?"""
    missing = {name for name in NAMES if pattern_of(name) is None}

    assert missing - FAULTY.keys() == set()


def test_no_address_has_a_line_in_two_tables():
    assert len(RIGHTS) == sum(len(table) for table in TABLES)


def test_no_line_is_left_over():
    assert set(RIGHTS) - {pattern_of(name) for name in NAMES} == set()


def faulty_pages(visitor):
    """What is wrong with the markup of our pages that were rendered."""
    ours = {name: page for name, page in visitor.pages.items() if not name.startswith("wagtail")}
    faults = {name: faults_of(page) for name, page in ours.items()}
    return {name: faulty for name, faulty in faults.items() if faulty}


@pytest.mark.parametrize("person", PEOPLE)
def test_who_gets_in(world, person, request):
    if person not in RENDERED:
        request.getfixturevalue("unrendered")
    visitor = Visitor(user_of(world, person))
    wrong = []
    for address in ADDRESSES:
        if address.name in FAULTY:
            continue
        line = RIGHTS[pattern_of(address.name)]
        sides = [("own", world.own)] + [("foreign", world.foreign)] * line.bound
        for side, things in sides:
            expected = line.lets_in(person, foreign=side == "foreign")
            if visitor.gets_in(address, things, world.common) != expected:
                wrong.append(f"{address.name} ({side}): {'shut' if expected else 'open'}")

    assert not wrong, "\n".join(wrong)
    assert not faulty_pages(visitor)


@pytest.mark.parametrize("name", FAULTY)
def test_visitors_do_not_get_in_to_what_breaks(world, name):
    address = next(address for address in ADDRESSES if address.name == name)
    answer = Visitor().ask("get", address, world.own, world.common)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


def test_nothing_is_sent_without_a_token(world, unrendered):
    """A form on another site must not act in the name of who is signed in here."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.superuser)
    answers = {
        address.name: client.post(url_of(address, world.own, world.common)).status_code
        for address in ADDRESSES
    }

    assert {name for name in API if answers.pop(name) not in REFUSED} == set()
    assert {name for name, status in answers.items() if status != 403} == WITHOUT_TOKEN


def test_one_address_signs_people_in_and_no_other(world, unrendered):
    """Wherever else a password is taken, limits and the second factor could be passed by."""
    words = {"password": "correct horse battery"}
    names = {"login": world.citizen.username, "username": world.citizen.username}
    client, doors = Client(raise_request_exception=False), set()
    for address in ADDRESSES:
        client.post(url_of(address, world.own, world.common), words | names)
        if "_auth_user_id" in client.session:
            doors.add(address.name)
            client.logout()

    assert doors == {"account_login"}
