"""Opening an account: for people, in any number that people come in."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from portal.abuse import proof
from portal.accounts.user import User

pytestmark = pytest.mark.django_db
FORM = {
    "username": "wangxiaoming",
    "name": "买买提·𠮷某",
    "email": "wang@example.org",
    "password1": "staple station nine",
    "password2": "staple station nine",
    "website": "",
}


@pytest.fixture
def sign_up(client):
    def post(**changes):
        return client.post(reverse("account_signup"), FORM | changes)

    return post


def test_a_name_of_the_people_comes_through_whole(sign_up):
    sign_up()

    assert User.objects.get(username="wangxiaoming").name == "买买提·𠮷某"


def test_a_name_is_not_needed(sign_up):
    sign_up(name="")

    assert str(User.objects.get()) == "wangxiaoming"


def test_a_new_account_has_no_rights(sign_up):
    sign_up()
    person = User.objects.get()

    assert (person.is_staff, person.is_superuser, person.is_verified) == (False, False, False)
    assert not person.groups.exists()
    assert not EmailAddress.objects.get(user=person).verified


def test_rights_cannot_be_asked_for_in_the_form(sign_up):
    sign_up(is_staff="on", is_superuser="on", groups="1", verified_at="2026-01-01")
    person = User.objects.get()

    assert (person.is_staff, person.is_superuser, person.is_verified) == (False, False, False)


def test_a_machine_that_fills_every_field_gets_no_account_and_no_hint(sign_up):
    answer = sign_up(website="https://example.org")

    assert answer.status_code == 302
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["short1!", "1234567890123", "password1234", "wangxiaoming"])
def test_a_weak_password_is_refused(sign_up, password):
    sign_up(password1=password, password2=password)

    assert not User.objects.exists()


@pytest.mark.parametrize("username", ["admin", "Administrator", "root"])
def test_a_name_that_sounds_official_is_refused(sign_up, username):
    sign_up(username=username)

    assert not User.objects.exists()


def test_accounts_by_the_dozen_are_refused_and_nothing_typed_is_lost(client, sign_up, write_limits):
    write_limits("signup", unproven=[(2, 3600)])
    for number in range(2):
        sign_up(username=f"person{number}", email=f"person{number}@example.org")
        client.logout()
    answer = sign_up().content.decode()

    assert User.objects.count() == 2
    assert 'value="买买提·𠮷某"' in answer
    assert 'class="error-summary"' in answer


def test_a_proof_of_work_widens_the_limit(sign_up, settings, write_limits):
    settings.PROOF_STEPS, settings.PROOF_COST = (3, 6), 10
    write_limits("signup", unproven=[(0, 3600)])
    sign_up(proof=proof.solve(proof.challenge()))

    assert User.objects.count() == 1
