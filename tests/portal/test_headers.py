"""What every answer says to the browser: run nothing foreign, be in no frame, keep no secrets."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from portal.organisation.membership import Role
from tests.factories import UnitFactory, home_page, staff

INLINE = ["style=", "<style", " onclick=", " onload=", " onsubmit=", "javascript:"]
PUBLIC = ["/", "/accounts/login/", "/accounts/signup/", "/health/live/", "/nothing-is-here/"]


def policy(answer):
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: set(rest) for name, *rest in (part.split() for part in parts)}


@pytest.fixture
def desk(client, db):
    """The admin's first page, as an editor gets it."""
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    return client.get("/admin/")


@pytest.mark.django_db
class TestContentPolicy:
    @pytest.mark.parametrize("address", PUBLIC)
    def test_public_pages_run_and_load_their_own_only(self, client, address):
        home_page()
        found = policy(client.get(address))

        assert found["default-src"] == {"'self'"}
        assert found["object-src"] == {"'none'"}
        assert found["base-uri"] == found["form-action"] == {"'self'"}
        assert not {"script-src", "style-src"} & found.keys()

    @pytest.mark.parametrize("address", PUBLIC)
    def test_public_pages_have_no_code_in_them(self, client, address):
        home_page()
        content = client.get(address).content.decode()

        assert not [
            mark for mark in ("style=", "<style", " onclick=", " onload=") if mark in content
        ]
        assert all("src=" in tag for tag in content.split("<script")[1:])

    def test_the_editor_may_use_its_inline_code_and_no_foreign(self, desk):
        assert policy(desk)["script-src"] == {"'self'", "'unsafe-inline'"}
        assert policy(desk)["default-src"] == {"'self'"}

    def test_signed_in_staff_get_the_strict_policy_on_public_pages(self, client, desk):
        home_page()

        assert "script-src" not in policy(client.get("/"))


@pytest.mark.django_db
class TestFrames:
    @pytest.mark.parametrize("address", PUBLIC)
    def test_public_pages_are_in_no_frame(self, client, address):
        home_page()
        answer = client.get(address)

        assert answer.headers["X-Frame-Options"] == "DENY"
        assert policy(answer)["frame-ancestors"] == {"'none'"}

    def test_the_admin_is_framed_by_itself_only(self, desk):
        assert policy(desk)["frame-ancestors"] == {"'self'"}


@pytest.mark.django_db
class TestOtherHeaders:
    @pytest.mark.parametrize("address", PUBLIC)
    def test_types_are_not_guessed_and_addresses_not_told(self, client, address):
        home_page()
        answer = client.get(address)

        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize("address", ["/accounts/login/", "/admin/", "/admin/pages/"])
    def test_search_engines_keep_out_of_staff_and_account_pages(self, client, address):
        assert client.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"

    def test_search_engines_may_keep_public_pages(self, client):
        home_page()

        assert "X-Robots-Tag" not in client.get("/").headers

    def test_the_admin_is_cached_nowhere(self, desk):
        assert "no-store" in desk.headers["Cache-Control"]


SHOW = """
import json
from django.conf import settings
names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "DEBUG", "DEMO",
         "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
         "REQUIRE_STAFF_SECOND_FACTOR", "ACCOUNT_EMAIL_VERIFICATION", "X_FRAME_OPTIONS"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def run_in_production(*arguments, **environment):
    """Run Python with the production settings and what they need; returns the process."""
    variables = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "abcdefghij0123456789" * 3,
        "ALLOWED_HOSTS": "ideas.example.org",
        "CONTACT_KEYS": "k:eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=",
        "EMAIL_URL": "smtp://mail.example.org:25",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in (variables | environment).items() if value},
        capture_output=True,
        text=True,
    )


class TestProductionSettings:
    def test_the_deployment_check_has_nothing_to_say(self):
        done = run_in_production("manage.py", "check", "--deploy", "--fail-level", "WARNING")

        assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr

    def test_they_are_the_safe_ones(self):
        found = json.loads(run_in_production("-c", SHOW).stdout)

        assert found == {
            "SESSION_COOKIE_SECURE": True,
            "CSRF_COOKIE_SECURE": True,
            "SESSION_COOKIE_HTTPONLY": True,
            "DEBUG": False,
            "DEMO": False,
            "SESSION_COOKIE_NAME": "__Host-sessionid",
            "CSRF_COOKIE_NAME": "__Host-csrftoken",
            "SECURE_SSL_REDIRECT": True,
            "SECURE_HSTS_SECONDS": 31_536_000,
            "REQUIRE_STAFF_SECOND_FACTOR": True,
            "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
            "X_FRAME_OPTIONS": "DENY",
        }

    def test_earlier_keys_still_count(self):
        show = "from django.conf import settings; print(settings.SECRET_KEY_FALLBACKS)"

        assert run_in_production("-c", show).stdout.split() == ["[]"]
        earlier = run_in_production("-c", show, SECRET_KEY_FALLBACKS="first,second")
        assert earlier.stdout.split() == ["['first',", "'second']"]

    def test_without_a_mail_server_nobody_waits_for_a_mail(self):
        found = json.loads(run_in_production("-c", SHOW, EMAIL_URL="").stdout)

        assert found["ACCOUNT_EMAIL_VERIFICATION"] == "none"

    @pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "CONTACT_KEYS"])
    def test_without_a_secret_nothing_starts(self, missing):
        done = run_in_production("-c", SHOW, **{missing: ""})

        assert done.returncode != 0
        assert missing in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_a_form_sent_from_elsewhere_is_refused(name):
    answer = Client(enforce_csrf_checks=True).post(reverse(name), {"login": "x", "password": "y"})

    assert answer.status_code == 403
    assert "page-frame" in answer.content.decode()
