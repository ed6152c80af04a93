"""A role lent to a colleague works like one's own, for some days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import Delegation, Membership, Unit
from portal.organisation.delegation.lending import CannotLend, Fault, lend, take_back
from portal.organisation.membership import Role, appoint, end
from portal.organisation.policy import UnitRowsPolicy
from portal.organisation.rights import memberships_of, reaches, units_of
from portal.organisation.screens import fit_screens
from tests.factories import UserFactory

TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def absent(land, person):
    return person(Role.HANDLER, land.east)


@pytest.fixture
def colleague(land, person):
    return person(Role.STATION_CLERK, land.east_town)


def lent(absent, to, *, starts_on=TODAY, ends_on=TODAY + 3 * DAY, by=None, role=Role.HANDLER):
    return lend(
        absent.memberships.get(role=role),
        to,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by or absent,
        at=timezone.now(),
        on=TODAY,
    )


def fresh(user):
    """The user as the next request would read it."""
    return type(user).objects.get(pk=user.pk)


def groups(user):
    return sorted(user.groups.values_list("name", flat=True))


def test_the_colleague_reaches_the_units_of_the_role(land, absent, colleague):
    lent(absent, colleague)

    assert units_of(fresh(colleague), [Role.HANDLER], on=TODAY) == [land.east]
    assert reaches(fresh(colleague), [Role.HANDLER], land.east_town, on=TODAY)
    assert not reaches(fresh(colleague), [Role.HANDLER], land.west, on=TODAY)


def test_the_holder_keeps_the_role(land, absent, colleague):
    lent(absent, colleague)

    assert units_of(fresh(absent), [Role.HANDLER], on=TODAY) == [land.east]


def test_it_ends_on_its_own(absent, colleague):
    lent(absent, colleague)

    for day, roles in ((3, ["handler", "station_clerk"]), (4, ["station_clerk"])):
        held = memberships_of(fresh(colleague), on=TODAY + day * DAY)
        assert sorted(membership.role for membership in held) == roles


def test_it_ends_with_the_role_and_with_the_account_of_its_holder(absent, colleague):
    lent(absent, colleague)
    absent.is_active = False
    absent.save()

    assert not units_of(fresh(colleague), [Role.HANDLER], on=TODAY)

    absent.is_active = True
    absent.save()
    end(absent.memberships.get(), on=TODAY, by=None)

    assert units_of(fresh(colleague), [Role.HANDLER], on=TODAY)
    assert not units_of(fresh(colleague), [Role.HANDLER], on=TODAY + DAY)


def test_it_asks_no_more_queries(absent, colleague, django_assert_num_queries):
    lent(absent, colleague)
    person = fresh(colleague)

    with django_assert_num_queries(1):
        units_of(person, [Role.HANDLER], on=TODAY)
        units_of(person, [Role.STATION_CLERK], on=TODAY)


def test_it_is_taken_back_at_once_and_by_its_holder_only(absent, colleague):
    delegation = lent(absent, colleague)

    with pytest.raises(CannotLend):
        take_back(delegation, by=colleague, at=timezone.now())
    take_back(delegation, by=absent, at=timezone.now())

    assert not units_of(fresh(colleague), [Role.HANDLER], on=TODAY)


def test_the_screens_open_and_close(absent, colleague):
    lent(absent, colleague)

    fit_screens(on=TODAY)
    assert groups(colleague) == [Role.HANDLER, Role.STATION_CLERK]

    fit_screens(on=TODAY + 4 * DAY)
    assert groups(colleague) == [Role.STATION_CLERK]


def test_a_role_lent_for_next_week_opens_nothing_today(absent, colleague):
    """A group holds for all pages: an editor who is to publish next week would publish now."""
    lent(absent, colleague, starts_on=TODAY + 7 * DAY, ends_on=TODAY + 9 * DAY)
    assert groups(colleague) == [Role.STATION_CLERK]

    fit_screens(on=TODAY + 7 * DAY)

    assert groups(colleague) == [Role.HANDLER, Role.STATION_CLERK]


def test_what_is_taken_back_closes_its_screens_at_once(absent, colleague):
    take_back(lent(absent, colleague), by=absent, at=timezone.now())

    assert groups(colleague) == [Role.STATION_CLERK]


def test_who_works_here_no_longer_acts_for_nobody(absent, colleague):
    lent(absent, colleague)
    end(colleague.memberships.get(), on=TODAY, by=None)

    assert units_of(fresh(colleague), [Role.HANDLER], on=TODAY)
    assert not units_of(fresh(colleague), [Role.HANDLER], on=TODAY + DAY)


def test_reading_sealed_reports_is_lent_within_the_office_only(land, person, absent, colleague):
    Unit.objects.filter(pk=land.east.pk).update(receives_reports=True)
    inside = person(Role.STATION_CLERK, land.east)

    for outside in (colleague, person(Role.LEADER, land.city)):
        with pytest.raises(CannotLend) as refused:
            lent(absent, outside)
        assert refused.value.fault == Fault.SEALED
    assert lent(absent, inside).to == inside


def test_wagtail_counts_the_colleague_among_those_who_may(absent, colleague):
    policy = UnitRowsPolicy(Membership, roles={"change": (Role.HANDLER,)})
    assert colleague not in policy.users_with_permission("change")

    lent(absent, colleague)

    assert colleague in policy.users_with_permission("change")


def test_what_is_lent_cannot_be_lent_on(land, person, absent, colleague):
    lent(absent, colleague)
    third = person(Role.EDITOR, land.east)

    with pytest.raises(CannotLend) as refused:
        lent(absent, third, by=colleague, starts_on=TODAY + 4 * DAY, ends_on=TODAY + 5 * DAY)

    assert refused.value.fault == Fault.NOT_OWN


@pytest.mark.parametrize(
    "role",
    [
        *(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN),
        *(Role.REVIEWER, Role.CHAIR),
    ],
)
def test_administrators_and_judges_do_not_lend(land, absent, colleague, role):
    appoint(absent, role, land.east, starts_on=TODAY)

    with pytest.raises(CannotLend) as refused:
        lent(absent, colleague, role=role)

    assert refused.value.fault == Fault.PERSONAL
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("starts_in", "ends_in"), [(-1, 2), (2, 1), (0, 11)], ids=["past", "backwards", "after role"]
)
def test_the_days_lie_ahead_and_within_the_role(absent, colleague, starts_in, ends_in):
    end(absent.memberships.get(), on=TODAY + 10 * DAY, by=None)

    with pytest.raises(CannotLend) as refused:
        lent(absent, colleague, starts_on=TODAY + starts_in * DAY, ends_on=TODAY + ends_in * DAY)

    assert refused.value.fault == Fault.DAYS


def test_only_colleagues_are_lent_to(land, person, absent):
    elsewhere = person(Role.HANDLER, land.west)
    above = person(Role.LEADER, land.city)

    for stranger in (elsewhere, UserFactory()):
        with pytest.raises(CannotLend) as refused:
            lent(absent, stranger)
        assert refused.value.fault == Fault.NO_COLLEAGUE
    assert lent(absent, above).to == above


def test_a_role_is_lent_to_one_at_a_time(land, person, absent, colleague):
    lent(absent, colleague)
    second = person(Role.EDITOR, land.east)

    with pytest.raises(CannotLend) as refused:
        lent(absent, second, starts_on=TODAY + 3 * DAY, ends_on=TODAY + 5 * DAY)

    assert refused.value.fault == Fault.TWICE
    assert lent(absent, second, starts_on=TODAY + 4 * DAY, ends_on=TODAY + 5 * DAY)
