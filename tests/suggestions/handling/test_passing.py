"""What a dissolved unit works on goes to its successor, and new work as well."""

from datetime import date

import pytest
from django.utils import timezone

from portal.models import Unit
from portal.organisation.dissolving import dissolve
from suggestions.handling import passing
from suggestions.handling.screening import pass_to
from suggestions.history import Event
from suggestions.intake.draft import Draft
from suggestions.intake.submission import unit_in_charge
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory

TODAY = date(2026, 11, 22)


@pytest.fixture
def units(db):
    return UnitFactory(code="OLD"), UnitFactory(code="NEW")


def test_open_suggestions_go_to_the_successor_with_their_history(units):
    old, new = units
    suggestion = SuggestionFactory(unit=old)

    dissolve(old, new, on=TODAY, by=None)

    suggestion.refresh_from_db()
    entry = suggestion.history.get(event=Event.ASSIGNED)
    assert suggestion.unit == new
    assert (entry.before, entry.after) == ("OLD", "NEW")


def test_what_is_closed_stays_with_who_closed_it(units):
    old, new = units
    closed = SuggestionFactory(unit=old, state=State.CLOSED)

    dissolve(old, new, on=TODAY, by=None)

    closed.refresh_from_db()
    assert closed.unit == old


def test_reports_go_to_the_office_for_reports_and_to_nobody_else(units):
    old, new = units
    report = SuggestionFactory(unit=old, classification=Classification.REPORT, state=State.CLOSED)

    assert passing.pass_on(old, new, by=None, at=timezone.now()) == 0
    Unit.objects.filter(pk=old.pk).update(receives_reports=True)
    dissolve(old, new, on=TODAY, by=None)

    report.refresh_from_db()
    assert report.unit == new
    assert report.unit.receives_reports


def test_batches_leave_nothing_behind(units, monkeypatch):
    monkeypatch.setattr(passing, "BATCH", 2)
    old, new = units
    SuggestionFactory.create_batch(5, unit=old)

    assert passing.pass_on(old, new, by=None, at=timezone.now()) == 5

    assert new.suggestions.count() == 5


def test_the_number_of_queries_does_not_grow(units, django_assert_max_num_queries):
    old, new = units
    SuggestionFactory.create_batch(12, unit=old)

    with django_assert_max_num_queries(25):
        passing.pass_on(old, new, by=None, at=timezone.now())


def test_work_meant_for_a_dissolved_unit_reaches_its_successor(units):
    old, new = units
    suggestion = SuggestionFactory()
    dissolve(old, new, on=TODAY, by=None)

    pass_to(suggestion, old, by=None)

    assert suggestion.unit == new


def test_a_call_of_a_dissolved_organiser_is_answered_by_the_successor(units):
    old, new = units
    campaign = CampaignFactory(organiser=old)
    dissolve(old, new, on=TODAY, by=None)
    campaign.organiser.refresh_from_db()
    draft = Draft(campaign=campaign, title="t", problem="p", classification="suggestion")

    assert unit_in_charge(draft) == new
