"""One door for everybody: Wagtail's own leads to it, tries are counted, nobody is sent away."""

import pytest
from django.core import mail
from django.urls import reverse

from portal.organisation.membership import Role
from tests.factories import UnitFactory, UserFactory, staff
from tests.portal.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
EVIL = ["https://evil.example", "//evil.example/x", "https:evil.example", "javascript:alert(1)"]


@pytest.fixture
def editor():
    return staff(Role.EDITOR, unit=UnitFactory())


def is_signed_in(client):
    return "_auth_user_id" in client.session


class TestWagtailsOwnDoors:
    def test_the_admin_leads_to_the_account_pages_and_back(self, client, editor, home):
        login = client.get("/admin/pages/", follow=True)
        assert login.redirect_chain[-1][0] == "/accounts/login/?next=/admin/pages/"

        answer = client.post(
            login.redirect_chain[-1][0],
            {
                "login": editor.username,
                "password": PASSWORD,
                "next": "/admin/pages/",
            },
        )
        assert answer.headers["Location"] == "/admin/pages/"

    def test_nobody_signs_in_at_wagtails_own_form(self, client, editor):
        data = {"username": editor.username, "password": PASSWORD}
        answer = client.post("/admin/login/", data)

        assert answer.headers["Location"].startswith("/accounts/login/")
        assert not is_signed_in(client)

    @pytest.mark.parametrize("address", ["/admin/password_reset/", "/admin/password_reset/done/"])
    def test_the_admins_password_reset_leads_to_the_account_pages(self, client, address):
        assert client.get(address).headers["Location"] == reverse("account_reset_password")

    def test_signing_out_in_the_admin_signs_out(self, client, editor):
        client.force_login(editor)
        client.post(reverse("wagtailadmin_logout"))

        assert not is_signed_in(client)

    def test_a_citizen_in_the_admin_is_told_so_and_not_sent_in_circles(self, client):
        client.force_login(UserFactory())
        answer = client.get("/admin/", follow=True)

        assert answer.status_code == 403
        assert len(answer.redirect_chain) == 1

    def test_the_admin_offers_no_password_and_no_address_to_change(self, client, editor):
        client.force_login(editor)
        content = client.get(reverse("wagtailadmin_account")).content.decode()

        assert "old_password" not in content
        assert 'name="name_email-email"' not in content


class TestAfterwards:
    def test_staff_go_to_their_desk(self, sign_in, editor):
        assert sign_in(editor).headers["Location"] == "/admin/"

    def test_citizens_go_to_the_home_page(self, sign_in):
        assert sign_in(UserFactory()).headers["Location"] == "/"

    @pytest.mark.parametrize("target", EVIL)
    def test_nobody_is_sent_to_another_site(self, client, target):
        citizen = UserFactory()
        answer = client.post(
            reverse("account_login"),
            {"login": citizen.username, "password": PASSWORD, "next": target},
        )

        assert answer.headers["Location"] == "/"

    @pytest.mark.parametrize("target", EVIL)
    def test_the_admins_door_sends_nobody_to_another_site(self, client, editor, target):
        client.force_login(editor)

        assert client.get("/admin/login/", {"next": target}).headers["Location"] == "/admin/"

    @pytest.mark.parametrize("target", EVIL)
    def test_choosing_a_language_sends_nobody_to_another_site(self, client, target):
        answer = client.post(reverse("set_language"), {"language": "en", "next": target})

        assert answer.headers["Location"] == "/"

    def test_choosing_a_language_keeps_the_page(self, client, home):
        answer = client.post(
            reverse("set_language"), {"language": "en", "next": "/accounts/login/"}, follow=True
        )

        assert answer.redirect_chain == [("/accounts/login/", 302)]
        assert '<html lang="en">' in answer.content.decode()
        assert "User name or email" in answer.content.decode()


class TestLimits:
    def test_after_some_wrong_passwords_the_right_one_waits_too(self, client, sign_in):
        citizen = UserFactory()
        for _try in range(6):
            sign_in(citizen, password="wrong")
        sign_in(citizen)

        assert not is_signed_in(client)

    def test_a_forged_header_does_not_reset_the_count(self, client, sign_in):
        for number in range(11):
            person = UserFactory()  # another account each time: only the address is counted
            sign_in(person, password="wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        sign_in(UserFactory(), HTTP_X_FORWARDED_FOR="203.0.113.99")

        assert not is_signed_in(client)

    def test_another_address_is_not_held_up(self, client, sign_in):
        for _try in range(11):
            sign_in(UserFactory(), password="wrong", REMOTE_ADDR="203.0.113.1")
        sign_in(UserFactory(), REMOTE_ADDR="203.0.113.2")

        assert is_signed_in(client)

    def test_a_password_reset_does_not_tell_who_has_an_account(self, client):
        known = client.post(reverse("account_reset_password"), {"email": UserFactory().email})
        unknown = client.post(reverse("account_reset_password"), {"email": "no@example.org"})

        assert (known.status_code, known.headers["Location"]) == (
            unknown.status_code,
            unknown.headers["Location"],
        )


class TestMail:
    def test_its_subject_names_the_portal_and_not_the_host(self, client):
        client.post(reverse("account_reset_password"), {"email": UserFactory().email})

        assert mail.outbox[0].subject.startswith("金点子 · ")

    def test_the_link_in_it_sets_a_password_once(self, client):
        citizen = UserFactory()
        client.post(reverse("account_reset_password"), {"email": citizen.email})
        link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
        form = client.get(link, follow=True)
        new = {"password1": "staple station nine", "password2": "staple station nine"}
        client.post(form.redirect_chain[-1][0], new)
        client.logout()

        citizen.refresh_from_db()
        assert citizen.check_password("staple station nine")
        assert "password1" not in client.get(link, follow=True).content.decode()
