"""The tabs of the desk: whose work, what is late, and what is sealed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.clocks.step import Step
from suggestions.desk.reach import reach_of
from suggestions.desk.tabs import Tab, counts, rows_of
from suggestions.duties.assigning import assign
from suggestions.duties.taking import take_up
from suggestions.figures.overdue.board import overdue
from suggestions.states import Classification
from tests.factories import ClockFactory, SuggestionFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def city():
    return UnitFactory()


@pytest.fixture
def county(city):
    return UnitFactory(parent=city)


def suggestion_of(unit, **about):
    return SuggestionFactory(unit=unit, accepted=True, **about)


def clock_of(unit, **about):
    return ClockFactory(suggestion=suggestion_of(unit), **about)


def shown(person, tab):
    return list(rows_of(tab, reach_of(person, on=TODAY), at=timezone.now()).rows.order_by("pk"))


@pytest.mark.parametrize(
    ("hours", "tabs"),
    [
        (-1, {Tab.OVERDUE, Tab.ALL}),
        (-24 * 400, {Tab.OVERDUE, Tab.ALL}),
        (24 * 3, {Tab.ALL}),
    ],
)
def test_a_clock_stands_where_its_time_puts_it(city, hours, tabs):
    person = staff(Role.HANDLER, unit=city)
    clock = clock_of(city, due_at=timezone.now() + timedelta(hours=hours))

    found = {tab for tab in Tab if clock in shown(person, tab)}

    assert found == tabs


@pytest.mark.usefixtures("standing_clock")
def test_what_ends_with_the_day_is_due_today_and_not_overdue(city):
    person = staff(Role.HANDLER, unit=city)
    now = timezone.localtime()
    clock = clock_of(city, due_at=now.replace(hour=23, minute=59, second=59, microsecond=999999))

    assert shown(person, Tab.TODAY) == [clock]
    assert shown(person, Tab.OVERDUE) == []


@pytest.mark.parametrize("ended", ["met_at", "cancelled_at", "paused_at"])
def test_what_is_done_or_stands_still_is_not_overdue(city, ended):
    person = staff(Role.HANDLER, unit=city)
    clock_of(city, late=True, **{ended: timezone.now()})

    assert shown(person, Tab.OVERDUE) == []


def test_a_rating_that_has_not_come_is_on_no_list_of_the_unit(city):
    person = staff(Role.HANDLER, unit=city)
    clock_of(city, late=True, step=Step.RATE)

    assert [shown(person, tab) for tab in (Tab.OVERDUE, Tab.ALL)] == [[], []]
    assert overdue(None, at=timezone.now()) == []


def test_people_see_their_unit_and_those_below_and_nothing_beside(city, county):
    own, below = clock_of(county, late=True), clock_of(UnitFactory(parent=county), late=True)
    clock_of(city, late=True)
    clock_of(UnitFactory(parent=city), late=True)

    assert shown(staff(Role.HANDLER, unit=county), Tab.OVERDUE) == [own, below]


def test_many_units_below_are_compared_by_their_place(city, county, monkeypatch):
    monkeypatch.setattr("suggestions.desk.reach.MOST_LISTED", 0)
    below = clock_of(UnitFactory(parent=county), late=True)
    clock_of(UnitFactory(parent=city), late=True)

    assert shown(staff(Role.SUPERVISOR, unit=county), Tab.OVERDUE) == [below]


@pytest.mark.parametrize("tab", [tab for tab in Tab if tab not in (Tab.MINE, Tab.WAITING)])
def test_a_sealed_report_is_neither_shown_nor_counted(city, tab):
    report = suggestion_of(city, classification=Classification.REPORT)
    ClockFactory(suggestion=report, late=True)

    for role in (Role.HANDLER, Role.SUPERVISOR, Role.LEADER):
        person = staff(role, unit=city)
        assert shown(person, tab) == []
        assert set(counts(reach_of(person, on=TODAY), at=NOW).values()) == {0}


def test_the_office_for_reports_sees_its_own(city):
    office = UnitFactory(parent=city, receives_reports=True)
    report = suggestion_of(office, classification=Classification.REPORT)
    clock = ClockFactory(suggestion=report, late=True)

    assert shown(staff(Role.HANDLER, unit=office), Tab.OVERDUE) == [clock]
    assert shown(staff(Role.SUPERVISOR, unit=city), Tab.OVERDUE) == []


def test_mine_is_what_the_person_took_up(city):
    person, colleague = staff(Role.HANDLER, unit=city), staff(Role.HANDLER, unit=city)
    duty = take_up(suggestion_of(city), by=person, at=timezone.now())
    take_up(suggestion_of(city), by=colleague, at=timezone.now())

    assert shown(person, Tab.MINE) == [duty]


def test_what_was_offered_to_another_unit_is_waited_for_until_it_leads(city, county):
    person = staff(Role.HANDLER, unit=city)
    duty = assign(suggestion_of(city), county, by=person, at=timezone.now())

    assert shown(person, Tab.WAITING) == [duty]
    assert shown(staff(Role.HANDLER, unit=county), Tab.WAITING) == []


def test_counting_ends_at_ninety_nine(city, monkeypatch):
    monkeypatch.setattr("suggestions.desk.tabs.MOST", 2)
    person = staff(Role.HANDLER, unit=city)
    for _count in range(4):
        clock_of(city, late=True)

    found = counts(reach_of(person, on=TODAY), at=timezone.now())

    assert (found[Tab.OVERDUE], found[Tab.MINE]) == (3, 0)


def test_steps_of_one_suggestion_are_lines_of_their_own(city):
    person = staff(Role.HANDLER, unit=city)
    first = clock_of(city, late=True)
    second = ClockFactory(suggestion=first.suggestion, step=Step.CLOSE, late=True)

    assert shown(person, Tab.OVERDUE) == [first, second]
