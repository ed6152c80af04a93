"""Staff show a second factor where the settings ask for it; no way leads around it."""

import base64
import time

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.accounts.second_factor import remove_second_factor
from portal.organisation.membership import Role
from tests.factories import UnitFactory, UserFactory, staff
from tests.portal.accounts.conftest import PASSWORD, code_of, give_second_factor

pytestmark = pytest.mark.django_db
OTHER_KEY = "2027:" + base64.b64encode(b"z" * 32).decode()


@pytest.fixture
def editor():
    return staff(Role.EDITOR, unit=UnitFactory())


@pytest.fixture
def _required(settings):
    settings.REQUIRE_STAFF_SECOND_FACTOR = True


def confirm(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


@pytest.mark.usefixtures("_required")
class TestRequired:
    @pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/search/", "/"])
    def test_without_one_staff_are_led_to_set_it_up(self, client, editor, home, address):
        client.force_login(editor)

        assert client.get(address).headers["Location"] == reverse("mfa_activate_totp")

    def test_a_superuser_without_a_membership_is_staff_too(self, client, home):
        client.force_login(UserFactory(is_superuser=True))

        assert client.get("/admin/").headers["Location"] == reverse("mfa_activate_totp")

    def test_a_group_by_hand_is_no_way_around(self, client, editor, home):
        sneaked = UserFactory()
        sneaked.groups.set(editor.groups.all())
        client.force_login(sneaked)

        assert client.get("/admin/").headers["Location"] == reverse("mfa_activate_totp")

    def test_a_session_that_only_knew_the_password_shows_it_first(self, client, editor):
        give_second_factor(editor)
        client.force_login(editor)

        assert client.get("/admin/pages/").headers["Location"] == (
            f"{reverse('mfa_reauthenticate')}?next=/admin/pages/"
        )

    def test_password_and_code_open_the_desk(self, client, editor, sign_in):
        code = give_second_factor(editor)
        assert sign_in(editor).headers["Location"] == reverse("mfa_authenticate")
        assert confirm(client, code()).headers["Location"] == "/admin/"

        assert client.get("/admin/").status_code == 200

    def test_the_password_alone_opens_nothing(self, client, editor, sign_in):
        give_second_factor(editor)
        sign_in(editor)

        assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"

    def test_a_code_works_once(self, client, editor, sign_in):
        code = give_second_factor(editor)
        with time_machine.travel(time.time(), tick=False):
            sign_in(editor)
            confirm(client, code())
            client.logout()
            sign_in(editor)

            assert confirm(client, code()).status_code == 200
        assert "_auth_user_id" not in client.session

    def test_guessing_codes_is_limited(self, client, editor, sign_in):
        code = give_second_factor(editor)
        sign_in(editor)
        for _try in range(6):
            confirm(client, "000000")

        assert confirm(client, code()).status_code == 200
        assert "_auth_user_id" not in client.session

    def test_after_a_working_day_it_is_shown_again(self, client, editor, sign_in, settings):
        code = give_second_factor(editor)
        with time_machine.travel(time.time(), tick=False) as clock:
            sign_in(editor)
            confirm(client, code())
            clock.shift(settings.STAFF_SESSION_AGE + 1)

            assert (
                client.get("/admin/").headers["Location"].startswith(reverse("mfa_reauthenticate"))
            )
            client.post(reverse("mfa_reauthenticate"), {"code": code(), "next": "/admin/"})
            assert client.get("/admin/").status_code == 200

    def test_setting_it_up_needs_the_password_of_the_moment(self, client, editor):
        client.force_login(editor)

        assert (
            client.get(reverse("mfa_activate_totp"))
            .headers["Location"]
            .startswith(reverse("account_reauthenticate"))
        )

    def test_setting_it_up_leads_into_the_desk(self, client, editor, sign_in):
        sign_in(editor)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        page = client.get(reverse("mfa_activate_totp"))
        secret = page.context["form"].secret
        code = code_of(secret)
        client.post(reverse("mfa_activate_totp"), {"code": code})

        assert Authenticator.objects.filter(user=editor, type="totp").exists()

    @pytest.mark.parametrize("name", ["account_logout", "mfa_index", "account_email"])
    def test_account_pages_stay_within_reach(self, client, editor, home, name):
        client.force_login(editor)

        assert client.get(reverse(name)).status_code == 200

    def test_citizens_are_not_asked(self, client, home):
        client.force_login(UserFactory())

        assert client.get("/").status_code == 200

    def test_visitors_are_not_asked(self, client, home):
        assert client.get("/").status_code == 200


def test_the_demo_does_not_ask(client, editor):
    client.force_login(editor)

    assert client.get("/admin/").status_code == 200


class TestSecrets:
    def test_they_are_not_readable_in_the_database(self, editor):
        give_second_factor(editor)
        stored = Authenticator.objects.get(user=editor).data["secret"]

        secret = get_adapter().decrypt(stored)
        assert len(secret) == 32
        assert secret not in stored
        assert secret.encode() not in base64.b64decode(stored)

    def test_they_are_sealed_anew_with_the_contact_details(self, editor, settings):
        give_second_factor(editor)
        before = get_adapter().decrypt(Authenticator.objects.get(user=editor).data["secret"])
        settings.CONTACT_KEYS = [OTHER_KEY, *settings.CONTACT_KEYS]
        call_command("rotate_contact_keys")
        settings.CONTACT_KEYS = [OTHER_KEY]

        after = get_adapter().decrypt(Authenticator.objects.get(user=editor).data["secret"])
        assert after == before


def test_a_lost_one_is_taken_away_and_that_is_written_down(editor):
    give_second_factor(editor)
    administrator = UserFactory()
    remove_second_factor(editor, by=administrator)

    assert not Authenticator.objects.filter(user=editor).exists()
    entry = ModelLogEntry.objects.get(action="portal.second_factor_removed")
    assert (entry.user, entry.object_id) == (administrator, str(editor.pk))


def test_on_the_server_it_is_taken_away_from_anybody(editor, capsys):
    give_second_factor(editor)
    call_command("remove_second_factor", editor.username)

    assert not Authenticator.objects.filter(user=editor).exists()
    assert editor.username in capsys.readouterr().out


def test_on_the_server_a_wrong_name_is_told():
    with pytest.raises(CommandError, match="nobody"):
        call_command("remove_second_factor", "nobody")
