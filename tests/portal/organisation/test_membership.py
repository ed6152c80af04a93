"""Appointing and ending: dated, written down, and never the powers of three in one hand."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import ModelLogEntry

from portal.organisation.membership import (
    ADMINISTRATORS,
    AppointmentRefused,
    Membership,
    Role,
    appoint,
    end,
)
from portal.organisation.rights import has_role
from portal.organisation.screens import fit_screens
from portal.tasks import fit_screens_to_roles
from tests.factories import UserFactory

TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def clerk(land):
    return UserFactory()


@pytest.fixture
def administrator(land):
    return UserFactory()


class TestAppoint:
    def test_it_opens_the_screens_of_the_role(self, clerk, land):
        appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY)

        clerk.refresh_from_db()
        assert clerk.is_staff
        assert clerk.has_perm("wagtailadmin.access_admin")

    def test_it_is_written_down(self, clerk, land, administrator):
        membership = appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY, by=administrator)

        entry = ModelLogEntry.objects.get(action="portal.appoint")
        assert (entry.object_id, entry.user) == (str(membership.pk), administrator)

    def test_twice_is_once(self, clerk, land):
        for _time in range(2):
            appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY)

        assert Membership.objects.count() == 1
        assert ModelLogEntry.objects.filter(action="portal.appoint").count() == 1

    def test_nobody_appoints_themselves(self, clerk, land):
        with pytest.raises(AppointmentRefused):
            appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY, by=clerk)

        assert not Membership.objects.exists()

    @pytest.mark.parametrize(("first", "second"), list(permutations(sorted(ADMINISTRATORS), 2)))
    def test_nobody_is_two_of_the_three_administrators(self, clerk, land, first, second):
        appoint(clerk, first, land.east, starts_on=TODAY)

        with pytest.raises(AppointmentRefused):
            appoint(clerk, second, land.west, starts_on=TODAY)

    def test_not_even_one_after_another_without_a_gap(self, clerk, land):
        appoint(clerk, Role.SYSTEM_ADMIN, land.east, starts_on=TODAY, ends_on=TODAY + DAY)

        with pytest.raises(AppointmentRefused):
            appoint(clerk, Role.AUDIT_ADMIN, land.east, starts_on=TODAY + DAY)
        appoint(clerk, Role.AUDIT_ADMIN, land.east, starts_on=TODAY + 2 * DAY)


class TestEnd:
    @pytest.fixture
    def membership(self, clerk, land):
        return appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY - DAY)

    def test_it_holds_until_that_day_and_no_longer(self, membership, clerk):
        end(membership, on=TODAY, by=None)

        assert has_role(clerk, Role.HANDLER, on=TODAY)
        assert not has_role(clerk, Role.HANDLER, on=TODAY + DAY)

    def test_it_is_written_down(self, membership, administrator):
        end(membership, on=TODAY, by=administrator)

        entry = ModelLogEntry.objects.get(action="portal.end_membership")
        assert (entry.user, entry.data) == (administrator, {"on": TODAY.isoformat()})

    def test_nobody_changes_their_own(self, membership, clerk):
        with pytest.raises(AppointmentRefused):
            end(membership, on=TODAY, by=clerk)

    def test_it_cannot_end_before_it_began(self, membership):
        with pytest.raises(ValueError, match="before"):
            end(membership, on=TODAY - 2 * DAY, by=None)

    def test_what_has_an_end_is_not_prolonged(self, membership, clerk, land):
        """Or who was one administrator could be another, and the first again."""
        end(membership, on=TODAY, by=None)

        with pytest.raises(AppointmentRefused):
            end(membership, on=TODAY + DAY, by=None)

        assert clerk.memberships.get().ends_on == TODAY


class TestScreens:
    def test_the_group_goes_with_the_last_membership_of_its_role(self, clerk, land):
        here = appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY - 9 * DAY)
        there = appoint(clerk, Role.HANDLER, land.west, starts_on=TODAY - 9 * DAY)
        end(here, on=TODAY - DAY, by=None)
        fit_screens(on=TODAY)
        assert clerk.groups.exists()

        end(there, on=TODAY - DAY, by=None)
        fit_screens(on=TODAY)
        assert not clerk.groups.exists()

    def test_on_the_last_day_the_group_stays(self, clerk, land):
        end(appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY), on=TODAY, by=None)

        fit_screens(on=TODAY)

        assert clerk.groups.exists()

    def test_a_role_that_begins_later_has_its_group_from_that_day(self, clerk, land):
        appoint(clerk, Role.PUBLISHER, land.east, starts_on=TODAY + 9 * DAY)
        assert not clerk.groups.exists()
        fit_screens(on=TODAY + 8 * DAY)
        assert not clerk.groups.exists()

        fit_screens(on=TODAY + 9 * DAY)

        assert clerk.has_perm("wagtailadmin.access_admin")

    def test_signing_in_opens_the_screens_of_the_day(self, client, clerk, land):
        membership = appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY + 9 * DAY)
        Membership.objects.filter(pk=membership.pk).update(starts_on=TODAY)

        client.force_login(clerk)

        assert list(clerk.groups.values_list("name", flat=True)) == [Role.HANDLER]

    def test_only_the_people_asked_about_are_touched(self, clerk, administrator, land):
        for person in (clerk, administrator):
            appoint(person, Role.HANDLER, land.east, starts_on=TODAY)

        fit_screens([clerk], on=TODAY - DAY)

        assert (clerk.groups.exists(), administrator.groups.exists()) == (False, True)

    def test_groups_that_are_no_roles_are_left_alone(self, clerk):
        clerk.groups.add(Group.objects.create(name="other"))

        fit_screens(on=TODAY)

        assert clerk.groups.exists()

    def test_the_scheduled_task_does_it(self, clerk, land):
        end(
            appoint(clerk, Role.HANDLER, land.east, starts_on=TODAY - 9 * DAY),
            on=TODAY - DAY,
            by=None,
        )
        fit_screens_to_roles()

        assert not clerk.groups.exists()
