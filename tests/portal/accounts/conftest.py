"""What the tests of signing in stand on."""

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from tests.factories import home_page

PASSWORD = "correct horse battery"


@pytest.fixture
def home(db):
    return home_page()


@pytest.fixture
def sign_in(client):
    """Sign in through the form, as a person does; returns the answer."""

    def post(user, password=PASSWORD, **extra):
        data = {"login": user.username, "password": password}
        return client.post(reverse("account_login"), data, **extra)

    return post


def give_second_factor(user):
    """A second factor for `user`; returns the function that tells the current code."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return lambda: code_of(secret)


def code_of(secret):
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
