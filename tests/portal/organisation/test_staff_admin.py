"""The screen over staff accounts: citizens are not in it, and nobody climbs through it."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from portal.accounts.user import User
from portal.organisation.membership import ADMINISTRATORS, Role, appoint
from tests.factories import UserFactory
from tests.portal.accounts.conftest import give_second_factor

NEW = {
    "username": "zhaoliu",
    "name": "赵六",
    "email": "Zhaoliu@example.org",
    "password": "staple station nine",
    "is_active": "on",
}


@pytest.fixture
def keeper(client, person, land):
    """The system administrator of the eastern county, signed in."""
    user = person(Role.SYSTEM_ADMIN, land.east)
    client.force_login(user)
    return user


def add(client, **data):
    return client.post(reverse("staffaccount:add"), NEW | data)


class TestOpening:
    def test_a_new_account_is_staff_without_any_right(self, client, keeper):
        add(client)
        account = User.objects.get(username="zhaoliu")

        assert (account.is_staff, account.is_superuser, account.groups.count()) == (True, False, 0)

    def test_its_address_counts_as_confirmed(self, client, keeper):
        add(client)
        address = EmailAddress.objects.get(user__username="zhaoliu")

        assert (address.email, address.verified) == ("zhaoliu@example.org", True)

    def test_its_holder_signs_in(self, client, keeper):
        add(client)
        client.logout()
        data = {"login": "zhaoliu", "password": "staple station nine"}
        client.post(reverse("account_login"), data)

        assert client.session["_auth_user_id"] == str(User.objects.get(username="zhaoliu").pk)

    def test_without_a_password_nobody_signs_in(self, client, keeper):
        add(client, password="")

        assert not User.objects.get(username="zhaoliu").has_usable_password()

    def test_without_a_password_its_holder_sets_one_by_mail(self, client, keeper, mailoutbox):
        add(client, password="")
        client.logout()
        client.post(reverse("account_reset_password"), {"email": "zhaoliu@example.org"})

        assert [message.to for message in mailoutbox] == [["zhaoliu@example.org"]]

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"password": "123"}, "password"),
            ({"name": ""}, "name"),
            ({"email": ""}, "email"),
            ({"username": "person one"}, "username"),
        ],
    )
    def test_what_cannot_be_is_told(self, client, keeper, data, field):
        assert field in add(client, **data).context["form"].errors

    def test_an_address_belongs_to_one_account(self, client, keeper):
        UserFactory(email="ZHAOLIU@example.org")

        assert "email" in add(client).context["form"].errors

    def test_rights_cannot_be_slipped_in(self, client, keeper, land):
        add(client, is_superuser="on", groups=["1", "2"], user_permissions=["1"])
        account = User.objects.get(username="zhaoliu")

        assert (account.is_superuser, account.groups.count()) == (False, 0)

    @pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.EDITOR])
    def test_other_roles_open_none(self, client, person, land, role):
        client.force_login(person(role, land.city))
        add(client)

        assert not User.objects.filter(username="zhaoliu").exists()


class TestReach:
    def test_citizens_are_not_listed(self, client, keeper, person, land):
        citizen, clerk = UserFactory(), person(Role.HANDLER, land.east_town)
        content = client.get(reverse("staffaccount:index")).content.decode()

        assert (citizen.email in content, clerk.email in content) == (False, True)

    def test_a_citizens_account_is_not_there(self, client, keeper):
        address = reverse("staffaccount:edit", args=[UserFactory().pk])

        assert client.get(address).status_code == 404

    def test_staff_who_also_work_elsewhere_are_not_there(self, client, keeper, person, land):
        both = person(Role.HANDLER, land.east)
        appoint(both, Role.HANDLER, land.west, starts_on=timezone.localdate())

        assert client.get(reverse("staffaccount:edit", args=[both.pk])).status_code == 404

    def test_a_superuser_is_not_there(self, client, keeper, superuser):
        assert client.get(reverse("staffaccount:edit", args=[superuser.pk])).status_code == 404

    @pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
    def test_an_administrators_address_is_not_theirs_to_change(
        self, client, keeper, person, land, role
    ):
        """With it they could have a new password sent to themselves."""
        other = person(role, land.east_town)
        answer = client.post(reverse("staffaccount:edit", args=[other.pk]), NEW)

        assert answer.status_code == 404
        assert User.objects.get(pk=other.pk).email == other.email


class TestChanging:
    @pytest.fixture
    def clerk(self, person, land):
        return person(Role.HANDLER, land.east_town)

    def change(self, client, clerk, **data):
        form = {"name": clerk.name, "email": clerk.email, "is_active": "on"}
        return client.post(reverse("staffaccount:edit", args=[clerk.pk]), form | data)

    def test_an_account_can_be_closed(self, client, keeper, clerk):
        self.change(client, clerk, is_active="")

        clerk.refresh_from_db()
        assert not clerk.is_active

    def test_a_new_address_replaces_the_old_one(self, client, keeper, clerk):
        EmailAddress.objects.create(user=clerk, email=clerk.email, primary=True, verified=True)
        self.change(client, clerk, email="new@example.org")

        kept = EmailAddress.objects.filter(user=clerk).values_list("email", "verified", "primary")
        assert list(kept) == [("new@example.org", True, True)]

    def test_name_and_password_of_sign_in_stay(self, client, keeper, clerk):
        before = clerk.password
        self.change(client, clerk, username="other", password="staple station nine")

        clerk.refresh_from_db()
        assert (clerk.password, clerk.username == "other") == (before, False)


class TestLostSecondFactor:
    @pytest.fixture
    def clerk(self, person, land):
        clerk = person(Role.HANDLER, land.east_town)
        give_second_factor(clerk)
        return clerk

    def remove(self, client, user):
        return client.post(reverse("staffaccount:second_factor", args=[user.pk]))

    def test_the_security_administrator_takes_it_away(self, client, person, land, clerk):
        client.force_login(person(Role.SECURITY_ADMIN, land.east))
        self.remove(client, clerk)

        assert not Authenticator.objects.filter(user=clerk).exists()

    def test_looking_changes_nothing(self, client, person, land, clerk):
        client.force_login(person(Role.SECURITY_ADMIN, land.east))
        content = client.get(reverse("staffaccount:second_factor", args=[clerk.pk])).content

        assert clerk.name in content.decode()
        assert Authenticator.objects.filter(user=clerk).exists()

    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.EDITOR])
    def test_other_roles_do_not(self, client, person, land, clerk, role):
        client.force_login(person(role, land.east))
        self.remove(client, clerk)

        assert Authenticator.objects.filter(user=clerk).exists()

    def test_not_from_someone_elsewhere(self, client, person, land, clerk):
        client.force_login(person(Role.SECURITY_ADMIN, land.west))

        assert self.remove(client, clerk).status_code == 404
        assert Authenticator.objects.filter(user=clerk).exists()

    def test_not_from_another_administrator_of_the_same_rank(self, client, person, land):
        other = person(Role.SYSTEM_ADMIN, land.east)
        give_second_factor(other)
        client.force_login(person(Role.SECURITY_ADMIN, land.east))

        assert self.remove(client, other).status_code == 404
        assert Authenticator.objects.filter(user=other).exists()
