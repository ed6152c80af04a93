"""The pages of delegations, and for which unit one acts."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from portal.models import Delegation
from portal.organisation.acting import acting_unit
from portal.organisation.membership import Role, appoint

TODAY = timezone.localdate()
DELEGATIONS = reverse("delegations:delegations")


class TestDelegations:
    """One lends one's own role and takes it back."""

    @pytest.fixture
    def absent(self, client, land, person):
        absent = person(Role.HANDLER, land.east)
        client.force_login(absent)
        return absent

    def said(self, absent, to):
        return {
            "membership": absent.memberships.get().pk,
            "to": to.username,
            "starts_on": TODAY,
            "ends_on": TODAY + timedelta(days=5),
        }

    def test_a_role_is_lent_and_taken_back(self, client, land, person, absent):
        colleague = person(Role.STATION_CLERK, land.east)

        client.post(DELEGATIONS, self.said(absent, colleague))
        delegation = Delegation.objects.get()
        client.post(reverse("delegations:take_back", args=[delegation.pk]))

        delegation.refresh_from_db()
        assert (delegation.to, bool(delegation.ended_at)) == (colleague, True)

    def test_what_is_refused_keeps_what_was_typed(self, client, land, person, absent):
        stranger = person(Role.HANDLER, land.west)

        answer = client.post(DELEGATIONS, self.said(absent, stranger))

        assert answer.context["form"].non_field_errors()
        assert answer.context["form"]["to"].value() == stranger.username

    def test_anothers_role_is_not_offered(self, client, land, person, absent):
        other = person(Role.HANDLER, land.east)
        said = {**self.said(absent, other), "membership": other.memberships.get().pk}

        answer = client.post(DELEGATIONS, said)

        assert "membership" in answer.context["form"].errors

    def test_anothers_delegation_is_not_found(self, client, land, person, absent):
        colleague = person(Role.STATION_CLERK, land.east)
        client.post(DELEGATIONS, self.said(absent, colleague))
        client.force_login(colleague)

        answer = client.post(reverse("delegations:take_back", args=[Delegation.objects.get().pk]))

        assert answer.status_code == 404
        assert Delegation.objects.get().ended_at is None


class TestActing:
    """Who holds roles for several units chooses one."""

    @pytest.fixture
    def clerk(self, client, land, person):
        clerk = person(Role.HANDLER, land.east)
        appoint(clerk, Role.EDITOR, land.west, starts_on=TODAY)
        client.force_login(clerk)
        return clerk

    def request(self, client, clerk):
        request = RequestFactory().get("/")
        request.user, request.session = type(clerk).objects.get(pk=clerk.pk), client.session
        return request

    def test_the_first_unit_counts_until_one_is_chosen(self, client, land, clerk):
        assert acting_unit(self.request(client, clerk), Role, TODAY) == land.east

        client.post(reverse("acting:choose"), {"unit": land.west.pk})

        assert acting_unit(self.request(client, clerk), Role, TODAY) == land.west

    def test_the_choice_counts_only_for_roles_held_there(self, client, land, clerk):
        client.post(reverse("acting:choose"), {"unit": land.west.pk})

        assert acting_unit(self.request(client, clerk), [Role.HANDLER], TODAY) == land.east
        assert acting_unit(self.request(client, clerk), [Role.LEADER], TODAY) is None

    def test_a_foreign_unit_cannot_be_chosen(self, client, land, clerk):
        answer = client.post(reverse("acting:choose"), {"unit": land.city.pk})

        assert answer.status_code in (302, 403)
        assert "acting_unit" not in client.session

    def test_the_first_page_shows_it(self, client, land, clerk):
        assert "东湖区" in client.get(reverse("wagtailadmin_home")).content.decode()
