"""A unit that is kept out of something is dissolved: its successor is kept out as well."""

import pytest
from django.utils import timezone

from portal.organisation.dissolving import dissolve
from portal.organisation.membership import Role
from suggestions.duties.assigning import call_in
from suggestions.handling.exclusion.declaring import Party, declare_interest
from suggestions.handling.exclusion.exclusion import ExclusionState, Ground
from suggestions.handling.exclusion.passing_on import pass_exclusions_on
from suggestions.models import Exclusion
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff
from tests.suggestions.handling.complained_of.naming import name, sees, staff_membership

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def joins(user, unit):
    staff_membership(user, Role.HANDLER, unit)
    return user


@pytest.fixture
def heir(city):
    return UnitFactory(name="市公共资源局", parent=city["root"])


@pytest.fixture
def mayor(city):
    """Somebody above all who can do the work."""
    return staff(Role.HANDLER, unit=city["root"])


def withdrawn(unit, *, held_by, state=ExclusionState.STANDING):
    """A suggestion that `unit` withdrew from."""
    suggestion = SuggestionFactory(campaign=CampaignFactory(organiser=held_by), accepted=True)
    party, by = Party(unit=unit), staff(Role.SUPERVISOR, unit=held_by)
    row = declare_interest(suggestion, party, reason="系承建单位", by=by, at=timezone.now())
    Exclusion.objects.filter(pk=row.pk).update(state=state)
    return suggestion


def test_people_of_a_merged_unit_do_not_read_in_the_office_what_is_about_them(city, report, reader):
    staff(Role.HANDLER, unit=UnitFactory(name="省信访局", receives_reports=True))
    dissolved = UnitFactory(name="市招标办", parent=city["root"])
    named = staff(Role.HANDLER, unit=dissolved)
    name(report, by=reader, unit=dissolved)

    dissolve(dissolved, city["office"], on=TODAY, by=None)

    report.refresh_from_db()
    assert not sees(joins(named, city["office"]), report)
    assert report.unit.name == "省信访局", "the office is complained of now: another reads it"


def test_a_report_that_no_office_may_read_waits_for_the_superuser(city, report, reader):
    dissolved = UnitFactory(name="市招标办", parent=city["root"])
    name(report, by=reader, unit=dissolved)

    dissolve(dissolved, city["office"], on=TODAY, by=None)

    report.refresh_from_db()
    assert not sees(reader, report)
    assert sees(UserFactory(is_superuser=True, is_staff=True), report)


def test_it_is_written_down_once_with_the_words_and_the_declarant(city, heir, report, reader):
    dissolved = UnitFactory(name="市招标办", parent=city["root"])
    name(report, by=reader, unit=dissolved)

    for _time in range(2):
        pass_exclusions_on(dissolved, heir, by=None, at=timezone.now())

    old, new = report.exclusions.order_by("pk")
    assert (old.unit, new.unit) == (dissolved, heir)
    assert (new.reason, new.by, new.at, new.state) == (old.reason, reader, old.at, old.state)
    assert report.history.filter(event="excluded").count() == 2


def test_a_unit_that_withdrew_is_kept_out_under_its_new_name(city, heir, mayor):
    dissolved = UnitFactory(parent=city["root"])
    clerk = staff(Role.HANDLER, unit=dissolved)
    suggestion = withdrawn(dissolved, held_by=heir)

    dissolve(dissolved, heir, on=TODAY, by=None)

    assert not sees(joins(clerk, heir), suggestion)
    assert sees(mayor, suggestion)


def test_the_successor_loses_its_part(city, heir, mayor):
    dissolved = UnitFactory(parent=city["root"])
    suggestion = withdrawn(dissolved, held_by=city["root"])
    [duty] = call_in(suggestion, [heir], by=mayor, at=timezone.now())

    dissolve(dissolved, heir, on=TODAY, by=None)

    duty.refresh_from_db()
    assert duty.ended_at is not None


def test_where_nobody_else_could_do_the_work_it_is_only_noted():
    dissolved, heir = UnitFactory(), UnitFactory()
    clerk = staff(Role.HANDLER, unit=heir)
    suggestion = withdrawn(dissolved, held_by=heir)
    suggestion.exclusions.update(state=ExclusionState.STANDING)

    dissolve(dissolved, heir, on=TODAY, by=None)

    assert suggestion.exclusions.get(unit=heir).state == ExclusionState.NOTED
    assert sees(clerk, suggestion)


@pytest.mark.parametrize("state", [ExclusionState.LIFTED, ExclusionState.NOTED])
def test_what_does_not_hold_is_not_passed_on(state, city, heir, mayor):
    dissolved = UnitFactory(parent=city["root"])
    suggestion = withdrawn(dissolved, held_by=city["root"], state=state)

    dissolve(dissolved, heir, on=TODAY, by=None)

    assert not suggestion.exclusions.filter(unit=heir).exists()


def test_a_report_costs_no_more_than_the_question_which_office_reads_it(
    city, heir, mayor, django_assert_max_num_queries
):
    dissolved = UnitFactory(parent=city["root"])
    rows = SuggestionFactory.create_batch(
        12, unit=city["office"], classification=Classification.REPORT
    )
    Exclusion.objects.bulk_create(
        Exclusion(
            suggestion=row,
            unit=dissolved,
            ground=Ground.COMPLAINED_OF,
            by=mayor,
            at=timezone.now(),
        )
        for row in rows
    )

    with django_assert_max_num_queries(70):
        assert pass_exclusions_on(dissolved, heir, by=None, at=timezone.now()) == 12
