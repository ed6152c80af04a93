"""A report against a unit: nobody who works there, or below, meets it anywhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import Delegation
from portal.organisation.membership import Role
from suggestions.handling.exclusion.declaring import CannotExclude, Obstacle
from suggestions.handling.exclusion.disputing import take_back
from suggestions.handling.exclusion.exclusion import ExclusionState
from suggestions.handling.screening import CannotScreen, Fault, classify, pass_to
from suggestions.models import Suggestion
from suggestions.rights import Action, may
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff
from tests.suggestions.handling.complained_of.naming import (
    SCREENERS,
    again,
    name,
    sees,
    staff_membership,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", ["bureau", "below"])
def test_whoever_also_works_for_the_unit_complained_of_loses_sight_of_it(
    role, place, city, report, reader
):
    double = staff(Role.HANDLER, unit=city["office"])
    staff_membership(double, role, city[place])
    assert sees(double, report)

    name(report, by=reader, unit=city["bureau"])

    assert not sees(double, report)
    assert not any(may(again(double), action, report, on=timezone.localdate()) for action in Action)
    assert sees(reader, report)


def test_who_works_above_the_unit_sees_it_only_as_the_named_office(city, report, reader):
    above = staff(*SCREENERS, unit=city["root"])

    name(report, by=reader, unit=city["bureau"])

    assert not sees(above, report)
    assert sees(reader, report)


def test_a_role_lent_out_of_a_unit_that_becomes_the_office_opens_no_report(city, report):
    """The office's work passed to a unit one of whose people acts for a colleague elsewhere."""
    clerk, above = (staff(Role.HANDLER, unit=city[place]) for place in ("office", "root"))
    today = timezone.localdate()
    Delegation.objects.create(
        membership=clerk.memberships.get(),
        to=above,
        starts_on=today,
        ends_on=today,
        made_at=timezone.now(),
    )

    assert not sees(above, report)
    assert not may(again(above), Action.SEE, report, on=today)


def test_the_person_complained_of_loses_sight_of_it(report, reader, city):
    colleague = staff(Role.HANDLER, unit=city["office"])

    name(report, by=reader, user=colleague)

    assert not sees(colleague, report)
    assert Suggestion.objects.get().unit == city["office"]


def test_a_superuser_complained_of_sees_nothing_even_of_a_stray_report(city, report, reader):
    root = UserFactory(is_superuser=True, is_staff=True)
    Suggestion.objects.filter(pk=report.pk).update(unit=city["bureau"])
    report.refresh_from_db()
    assert sees(root, report)

    name(report, by=reader, user=root)

    assert not sees(root, report)


def test_a_report_about_the_office_itself_goes_to_another_office(city, report, reader):
    other = UnitFactory(name="市纪检监察机关", parent=city["root"], receives_reports=True)
    elsewhere = staff(Role.HANDLER, unit=other)

    name(report, by=reader, unit=city["office"])

    assert Suggestion.objects.get().unit == other
    assert not sees(reader, Suggestion.objects.get())
    assert sees(elsewhere, Suggestion.objects.get())


def test_without_another_office_it_waits_for_a_superuser_above(city, report, reader):
    root = UserFactory(is_superuser=True, is_staff=True)
    above = staff(*SCREENERS, unit=city["root"])

    name(report, by=reader, unit=city["office"])

    moved = Suggestion.objects.get()
    assert moved.unit == city["root"]
    assert (sees(reader, moved), sees(above, moved), sees(root, moved)) == (False, False, True)


def test_a_report_about_the_only_office_at_the_top_waits_for_a_superuser():
    only = UnitFactory(receives_reports=True)
    clerk = staff(Role.HANDLER, unit=only)
    report = SuggestionFactory(
        campaign=CampaignFactory(organiser=only), classification=Classification.REPORT
    )

    name(report, by=clerk, unit=only)

    assert not sees(clerk, report)
    assert sees(UserFactory(is_superuser=True, is_staff=True), report)


def test_the_only_handler_of_the_office_complained_of_does_not_keep_it(city, report, reader):
    name(report, by=reader, user=reader)

    moved = Suggestion.objects.get()
    assert moved.unit == city["root"]
    assert not sees(reader, moved)


@pytest.mark.parametrize("place", ["bureau", "below"])
def test_it_cannot_be_passed_to_the_unit_complained_of(place, city, report, reader):
    name(report, by=reader, unit=city["bureau"])

    with pytest.raises(CannotScreen) as caught:
        pass_to(report, city[place], by=reader)

    assert caught.value.fault == Fault.CLOSED_TO_UNIT


def test_what_turns_out_to_be_no_report_does_not_go_to_those_it_named(city, report, reader):
    name(report, by=reader, unit=city["bureau"])

    classify(report, Classification.CLAIM, by=reader)

    assert Suggestion.objects.get().unit == city["office"]
    assert not sees(staff(*SCREENERS, unit=city["bureau"]), Suggestion.objects.get())


def test_only_a_report_names_somebody_and_only_once(city, reader):
    claim = SuggestionFactory(classification=Classification.CLAIM)
    report = SuggestionFactory(classification=Classification.REPORT, unit=city["office"])
    name(report, by=reader, unit=city["bureau"])

    with pytest.raises(CannotExclude) as no_report:
        name(claim, by=reader, unit=city["bureau"])
    with pytest.raises(CannotExclude) as twice:
        name(report, by=reader, unit=city["bureau"])

    assert no_report.value.obstacle == Obstacle.NO_REPORT
    assert twice.value.obstacle == Obstacle.ALREADY


def test_naming_by_mistake_is_taken_back_with_a_reason(city, report, reader):
    double = staff(Role.HANDLER, unit=city["office"])
    staff_membership(double, Role.HANDLER, city["bureau"])
    exclusion = name(report, by=reader, unit=city["bureau"])

    with pytest.raises(CannotExclude):
        take_back(exclusion, why=" ", by=reader, at=timezone.now())
    take_back(exclusion, why="单位名称相近，登记有误", by=reader, at=timezone.now())

    exclusion.refresh_from_db()
    assert exclusion.state == ExclusionState.LIFTED
    assert sees(double, report)


def test_membership_that_has_ended_keeps_nobody_out(city, report, reader):
    was_there = staff(Role.HANDLER, unit=city["office"])
    ended = timezone.localdate() - timedelta(days=1)
    was_there.memberships.create(
        unit=city["bureau"], role=Role.HANDLER, starts_on=ended, ends_on=ended
    )

    name(report, by=reader, unit=city["bureau"])

    assert sees(was_there, report)
