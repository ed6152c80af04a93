"""The sign-in page names the demo accounts where this is a demonstration, and only there."""

import pytest
from django.urls import reverse

from portal.accounts.demo import DEMO_DOMAIN, DEMO_PASSWORD
from portal.organisation.membership import Role
from tests.factories import UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    for username in ("citizen", "neighbour"):
        UserFactory(username=username, email=f"{username}@{DEMO_DOMAIN}")
    staff(Role.EDITOR, unit=UnitFactory(), username="baiwriter", email=f"bai@{DEMO_DOMAIN}")
    UserFactory(username="real_person", email="real@example.org")
    return lambda: client.get(reverse("account_login")).content.decode()


def test_one_citizen_and_the_staff_of_the_demo_are_named_with_the_password(page):
    content = page()

    assert DEMO_PASSWORD in content
    assert ("citizen" in content, "baiwriter" in content) == (True, True)


def test_nobody_else_is_named(page):
    content = page()

    assert ("neighbour" in content, "real_person" in content) == (False, False)


def test_elsewhere_nobody_is_named(page, settings):
    settings.DEMO = False
    content = page()

    assert (DEMO_PASSWORD in content, "baiwriter" in content) == (False, False)
