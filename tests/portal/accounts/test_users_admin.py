"""Wagtail's own user screen, for superusers only: one name, as Chinese names are."""

import pytest
from django.urls import reverse

from portal.accounts.user import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_a_superuser_adds_a_user_by_one_name(client, superuser):
    password = {"password1": "staple station nine", "password2": "staple station nine"}
    client.post(
        reverse("wagtailusers_users:add"),
        {"username": "sunqi", "name": "孙七", "email": "sunqi@example.org"} | password,
    )

    assert User.objects.get(username="sunqi").get_full_name() == "孙七"


def test_a_superuser_changes_the_name(client, superuser):
    person = UserFactory()
    client.post(
        reverse("wagtailusers_users:edit", args=[person.pk]),
        {"username": person.username, "name": "孙八", "email": person.email, "is_active": "on"},
    )

    person.refresh_from_db()
    assert person.name == "孙八"
