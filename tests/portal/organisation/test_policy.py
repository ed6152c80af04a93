"""Row rights: own unit and below, in the policy and in every one of Wagtail's generic views."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from portal.organisation.membership import Membership, Role, appoint
from portal.organisation.policy import OwnRowsMixin, UnitRowsPolicy
from portal.organisation.unit import Unit
from portal.organisation.viewsets import OwnRowsViewSet
from tests.factories import UserFactory

READ, CHANGE = Role.HANDLER, Role.SUPERVISOR


@pytest.fixture
def policy():
    return UnitRowsPolicy(Membership, roles={"view": (READ, CHANGE), "change": (CHANGE,)})


@pytest.fixture
def rows(land):
    """One membership (of a leader) in each unit."""
    return {
        name: appoint(UserFactory(), Role.LEADER, unit, starts_on=timezone.localdate())
        for name, unit in vars(land).items()
    }


def reached(policy, user, rows, *actions):
    found = policy.restrict(Membership.objects.filter(role=Role.LEADER), user, actions)
    return {name for name, row in rows.items() if row in set(found)}


class TestUnitRowsPolicy:
    @pytest.mark.parametrize(
        ("unit", "expected"),
        [
            ("city", {"city", "east", "west", "east_town"}),
            ("east", {"east", "east_town"}),
            ("west", {"west"}),
            ("east_town", {"east_town"}),
        ],
    )
    def test_a_person_reaches_their_unit_and_below(
        self, policy, person, land, rows, unit, expected
    ):
        assert reached(policy, person(READ, getattr(land, unit)), rows, "view") == expected

    def test_an_action_belongs_to_its_roles(self, policy, person, land, rows):
        assert reached(policy, person(READ, land.city), rows, "change") == set()
        assert reached(policy, person(CHANGE, land.west), rows, "change") == {"west"}

    def test_an_action_nobody_was_given_is_nobodys(self, policy, person, land, rows):
        assert reached(policy, person(CHANGE, land.city), rows, "delete") == set()

    def test_a_role_elsewhere_does_not_lend_its_reach(self, policy, person, land, rows):
        user = person(READ, land.city)
        appoint(user, CHANGE, land.west, starts_on=timezone.localdate())

        assert reached(policy, user, rows, "change") == {"west"}

    @pytest.mark.parametrize("days", [-1, 1], ids=["ended yesterday", "begins tomorrow"])
    def test_a_membership_counts_while_it_holds(self, policy, land, rows, days):
        user, today = UserFactory(), timezone.localdate()
        starts_on = today + timedelta(days=days) if days > 0 else today - timedelta(days=30)
        ends_on = today + timedelta(days=days) if days < 0 else None
        appoint(user, READ, land.city, starts_on=starts_on, ends_on=ends_on)

        assert reached(policy, user, rows, "view") == set()

    def test_visitors_and_closed_accounts_reach_nothing(self, policy, person, land, rows):
        closed = person(READ, land.city, is_active=False)
        closed_superuser = UserFactory(is_superuser=True, is_active=False)

        for user in (AnonymousUser(), closed, closed_superuser):
            assert reached(policy, user, rows, "view") == set()
            assert not policy.user_has_permission(user, "view")

    def test_a_superuser_reaches_everything(self, policy, superuser, rows):
        assert reached(policy, superuser, rows, "delete") == set(rows)

    def test_a_row_is_allowed_exactly_if_it_is_reached(self, policy, person, land, rows):
        user = person(READ, land.east)
        allowed = {
            name
            for name, row in rows.items()
            if policy.user_has_permission_for_instance(user, "view", row)
        }

        assert allowed == {"east", "east_town"}

    def test_it_names_everyone_who_may(self, policy, person, land, superuser):
        user = person(CHANGE, land.west)
        person(READ, land.west)

        assert set(policy.users_with_any_permission(["change"])) == {user, superuser}

    def test_the_units_of_a_form_are_those_one_may_act_for(self, policy, person, land):
        units = policy.units_for(person(CHANGE, land.east), ["change"])

        assert set(units) == {land.east, land.east_town}


def test_all_views_of_wagtail_keep_to_own_rows():
    """A view that a new Wagtail brings would load any row until it is covered too."""
    names = {name for name in dir(ModelViewSet) if name.endswith("_view_class")}
    own = {name for name in names if issubclass(getattr(OwnRowsViewSet, name), OwnRowsMixin)}

    assert names - own == {"add_view_class", "reorder_view_class"}  # no row; switched off


@pytest.mark.parametrize("view", ["edit", "inspect", "history", "history_results", "usage"])
class TestUnitScreens:
    def test_an_own_row_opens(self, client, person, land, view):
        client.force_login(person(Role.SYSTEM_ADMIN, land.east))

        assert client.get(reverse(f"units:{view}", args=[land.east_town.pk])).status_code == 200

    @pytest.mark.parametrize("unit", ["west", "city"])
    def test_a_foreign_row_is_not_there(self, client, person, land, view, unit):
        client.force_login(person(Role.SYSTEM_ADMIN, land.east))
        address = reverse(f"units:{view}", args=[getattr(land, unit).pk])

        assert client.get(address).status_code == 404


def test_a_foreign_row_is_not_changed(client, person, land):
    client.force_login(person(Role.SYSTEM_ADMIN, land.east))
    data = {"name": "改名", "tier": "county", "kind": "government"}
    answer = client.post(reverse("units:edit", args=[land.west.pk]), data)

    land.west.refresh_from_db()
    assert (answer.status_code, land.west.name) == (404, "西山区")


def test_only_own_rows_are_listed_and_found(client, person, land):
    client.force_login(person(Role.SYSTEM_ADMIN, land.east))
    listed = client.get(reverse("units:index")).content.decode()
    found = client.get(reverse("units:index_results"), {"q": "区"}).content.decode()

    assert ("东湖区" in listed, "湖口镇" in listed, "西山区" in listed) == (True, True, False)
    assert ("东湖区" in found, "西山区" in found) == (True, False)


def test_wagtail_knows_the_policy_of_units():
    assert isinstance(policy_registry.get_by_type(Unit), UnitRowsPolicy)
