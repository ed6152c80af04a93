"""The screen over memberships: the security administrator appoints and ends, within reach."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from portal.organisation.membership import Membership, Role, appoint
from tests.factories import UserFactory

TODAY = timezone.localdate()


@pytest.fixture
def security(client, person, land):
    """The security administrator of the eastern county, signed in."""
    user = person(Role.SECURITY_ADMIN, land.east)
    client.force_login(user)
    return user


@pytest.fixture
def newcomer(db):
    return UserFactory(username="newcomer")


def add(client, unit, **data):
    form = {"username": "newcomer", "role": "handler", "unit": unit.pk, "starts_on": TODAY}
    return client.post(reverse("memberships:add"), form | data)


def held(user):
    return [(m.role, m.unit.name, m.ends_on) for m in user.memberships.select_related("unit")]


class TestAppointing:
    def test_a_person_by_their_sign_in_name(self, client, security, land, newcomer):
        add(client, land.east_town, ends_on=TODAY)

        assert held(newcomer) == [("handler", "湖口镇", TODAY)]
        assert (
            ModelLogEntry.objects.get(
                action="portal.appoint", object_id=newcomer.memberships.get().pk
            ).user
            == security
        )

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"username": "nobody"}, "username"),
            ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
            ({"role": "emperor"}, "role"),
            ({"starts_on": "soon"}, "starts_on"),
        ],
    )
    def test_what_cannot_be_is_told(self, client, security, land, newcomer, data, field):
        page = add(client, land.east, **data)

        assert list(page.context["form"].errors) == [field]
        assert held(newcomer) == []

    @pytest.mark.parametrize("unit", ["west", "city"])
    def test_not_for_a_foreign_unit(self, client, security, land, newcomer, unit):
        assert "unit" in add(client, getattr(land, unit)).context["form"].errors
        assert held(newcomer) == []

    def test_nobody_appoints_themselves(self, client, security, land):
        page = add(client, land.east, username=security.username)

        assert page.context["form"].non_field_errors()
        assert len(held(security)) == 1

    def test_nobody_becomes_two_of_the_three_administrators(self, client, security, land, newcomer):
        appoint(newcomer, Role.AUDIT_ADMIN, land.east, starts_on=TODAY)
        page = add(client, land.east, role="system_admin")

        assert page.context["form"].non_field_errors()
        assert len(held(newcomer)) == 1

    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.EDITOR])
    def test_other_roles_appoint_nobody(self, client, person, land, newcomer, role):
        client.force_login(person(role, land.city))
        add(client, land.east)

        assert held(newcomer) == []


class TestEnding:
    @pytest.fixture
    def membership(self, land, newcomer):
        return appoint(newcomer, Role.HANDLER, land.east, starts_on=TODAY - timedelta(days=9))

    def end(self, client, membership, **data):
        return client.post(reverse("memberships:edit", args=[membership.pk]), data)

    def test_the_last_day_is_kept_and_written_down(self, client, security, membership):
        self.end(client, membership, ends_on=TODAY)

        membership.refresh_from_db()
        entry = ModelLogEntry.objects.get(action="portal.end_membership")
        assert (membership.ends_on, entry.user) == (TODAY, security)

    def test_nothing_else_about_it_changes(self, client, security, membership, land):
        self.end(client, membership, ends_on=TODAY, role="security_admin", unit=land.city.pk)

        membership.refresh_from_db()
        assert (membership.role, membership.unit) == ("handler", land.east)

    @pytest.mark.parametrize("day", ["", TODAY - timedelta(days=10)])
    def test_a_day_is_needed_and_not_before_it_began(self, client, security, membership, day):
        assert "ends_on" in self.end(client, membership, ends_on=day).context["form"].errors

    def test_what_has_an_end_is_not_prolonged(self, client, security, membership):
        self.end(client, membership, ends_on=TODAY)
        page = self.end(client, membership, ends_on=TODAY + timedelta(days=9))

        membership.refresh_from_db()
        assert "ends_on" in page.context["form"].errors
        assert membership.ends_on == TODAY

    def test_nobody_ends_their_own(self, client, security):
        own = security.memberships.get()
        self.end(client, own, ends_on=TODAY)

        own.refresh_from_db()
        assert own.ends_on is None

    def test_its_history_tells_what_happened(self, client, security, membership):
        self.end(client, membership, ends_on=TODAY)
        address = reverse("memberships:history", args=[membership.pk])
        content = client.get(address).content.decode()

        assert str(security) in content

    def test_a_membership_elsewhere_is_not_there(self, client, security, land, newcomer):
        foreign = appoint(newcomer, Role.HANDLER, land.west, starts_on=TODAY)

        assert self.end(client, foreign, ends_on=TODAY).status_code == 404


def test_the_list_can_be_kept_to_what_holds_today(client, security, land, newcomer):
    past = appoint(newcomer, Role.LEADER, land.east, starts_on=TODAY - timedelta(days=9))
    Membership.objects.filter(pk=past.pk).update(ends_on=TODAY - timedelta(days=1))
    address = reverse("memberships:index_results")

    assert newcomer.username in client.get(address).content.decode()
    assert newcomer.username not in client.get(address, {"holds_today": "true"}).content.decode()
