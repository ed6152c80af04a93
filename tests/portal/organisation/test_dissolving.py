"""A dissolved unit has no roles and no units below, and names who goes on with its work."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import Membership, Unit
from portal.organisation.choosers import choose_in_windows
from portal.organisation.dissolving import CannotDissolve, DissolvingFault, dissolve
from portal.organisation.membership import Role, appoint
from portal.organisation.memberships_admin import AppointmentForm
from portal.organisation.rights import has_role
from portal.organisation.validity import offered
from portal.signals import unit_dissolved
from tests.factories import UnitFactory, UserFactory

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def test_it_ends_the_day_before_and_names_its_successor(land):
    dissolve(land.east_town, land.west, on=TODAY, by=None)

    town = Unit.objects.get(pk=land.east_town.pk)
    assert (town.valid_until, town.successor) == (TODAY - DAY, land.west)
    assert not town.is_in_force(TODAY)
    assert town.is_in_force(TODAY - DAY)


def test_roles_end_with_the_unit_also_those_that_were_to_begin(land, person):
    clerk = person(Role.HANDLER, land.east_town)
    appoint(clerk, Role.EDITOR, land.east_town, starts_on=TODAY + 9 * DAY)

    dissolve(land.east_town, land.west, on=TODAY, by=None)

    assert not has_role(clerk, Role.HANDLER, on=TODAY)
    assert not Membership.objects.active(TODAY + 9 * DAY).filter(user=clerk).exists()


def test_whoever_keeps_work_hears_of_it_in_the_same_transaction(land):
    heard = []

    def hear(**said):
        heard.append((said["unit"].pk, said["successor"].pk, said["on"], said["by"]))

    unit_dissolved.connect(hear, weak=False)
    try:
        dissolve(land.east_town, land.west, on=TODAY, by=None)
    finally:
        unit_dissolved.disconnect(hear)

    assert heard == [(land.east_town.pk, land.west.pk, TODAY, None)]


def test_nothing_happens_if_work_cannot_be_passed_on(land):
    def fail(**said):
        raise ValueError("no")

    unit_dissolved.connect(fail, weak=False)
    try:
        with pytest.raises(ValueError, match="no"):
            dissolve(land.east_town, land.west, on=TODAY, by=None)
    finally:
        unit_dissolved.disconnect(fail)

    assert Unit.objects.get(pk=land.east_town.pk).valid_until is None


def test_the_office_for_sealed_reports_is_then_the_successor(land):
    Unit.objects.filter(pk=land.east_town.pk).update(receives_reports=True)

    dissolve(land.east_town, land.west, on=TODAY, by=None)

    assert list(Unit.objects.filter(receives_reports=True)) == [land.west]


@pytest.mark.parametrize(
    ("unit", "successor", "fault"),
    [
        ("east", "west", DissolvingFault.BELOW),
        ("west", "west", DissolvingFault.ITSELF),
        ("gone", "west", DissolvingFault.GONE),
        ("west", "gone", DissolvingFault.NO_SUCCESSOR),
        ("new", "west", DissolvingFault.TOO_EARLY),
    ],
)
def test_what_cannot_be_dissolved_stays(land, unit, successor, fault):
    land.gone = UnitFactory()
    land.new = UnitFactory(valid_from=TODAY)
    dissolve(land.gone, land.city, on=TODAY, by=None)

    with pytest.raises(CannotDissolve) as refused:
        dissolve(getattr(land, unit), getattr(land, successor), on=TODAY, by=None)

    assert refused.value.fault == fault


def test_a_unit_below_that_came_after_that_day_keeps_it_too(land):
    Unit.objects.filter(pk=land.east_town.pk).update(valid_from=TODAY - DAY)

    with pytest.raises(CannotDissolve) as refused:
        dissolve(land.east, land.west, on=TODAY - 9 * DAY, by=None)

    assert refused.value.fault == DissolvingFault.BELOW


def test_with_all_below_it_dissolved_it_can_go(land):
    dissolve(land.east_town, land.east, on=TODAY, by=None)
    dissolve(land.east, land.west, on=TODAY, by=None)

    town = Unit.objects.get(pk=land.east_town.pk)
    assert town.current(TODAY) == land.west
    assert town.current(TODAY - DAY) == town


def test_it_can_no_longer_be_chosen_but_a_row_keeps_it(land):
    dissolve(land.east_town, land.west, on=TODAY, by=None)
    everything = Unit.objects.all()

    assert land.east_town not in offered(everything, on=TODAY, kept=None)
    assert land.east_town in offered(everything, on=TODAY, kept=land.east_town.pk)


def test_nobody_is_appointed_there_any_more(land, superuser):
    dissolve(land.east_town, land.west, on=TODAY, by=None)
    said = {
        "username": UserFactory().username,
        "role": Role.HANDLER,
        "unit": land.east_town.pk,
        "starts_on": TODAY,
    }

    form = AppointmentForm(said, for_user=superuser)

    assert list(form.errors) == ["unit"]


def test_forms_choose_units_by_a_window(land, superuser):
    form = AppointmentForm(for_user=superuser)
    choose_in_windows(form)

    assert "<select" not in str(form["unit"])
