"""Every role × every action × own, lower, sibling and higher unit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Membership, Role
from suggestions.models import Suggestion
from suggestions.rights import Action, may, may_anywhere
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db

ALLOWED = {
    Role.STATION_CLERK: {Action.SEE, Action.CONTACT},
    Role.HANDLER: {Action.SEE, Action.SCREEN, Action.CONTACT},
    Role.SUPERVISOR: {Action.SEE, Action.SCREEN, Action.HIDE},
    Role.REVIEWER: set(),
    Role.CHAIR: {Action.SEE},
    Role.EDITOR: {Action.SEE, Action.SCREEN, Action.CORRECT, Action.HIDE},
    Role.PUBLISHER: {Action.SEE, Action.CORRECT, Action.PUBLISH, Action.HIDE},
    Role.LEADER: {Action.SEE},
    Role.SYSTEM_ADMIN: set(),
    Role.SECURITY_ADMIN: set(),
    Role.AUDIT_ADMIN: set(),
}
"""Written a second time on purpose: a change of the rule has to be made twice."""
REACHED = {"own": True, "lower": True, "sibling": False, "higher": False}


@pytest.fixture
def units():
    """A county with two townships, and a village below the first."""
    county = UnitFactory()
    own = UnitFactory(parent=county)
    sibling = UnitFactory(parent=county)
    lower = UnitFactory(parent=own)
    county.refresh_from_db()
    return {"own": own, "lower": lower, "sibling": sibling, "higher": county}


@pytest.fixture
def campaign():
    return CampaignFactory()


def of(unit, campaign, **fields):
    return SuggestionFactory(unit=unit, campaign=campaign, **fields)


def today():
    return timezone.localdate()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", REACHED)
def test_who_may_do_what_where(role, place, units, campaign):
    person = staff(role, unit=units["own"])
    suggestion = of(units[place], campaign)

    allowed = {action for action in Action if may(person, action, suggestion, on=today())}

    assert allowed == (ALLOWED[role] if REACHED[place] else set())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", REACHED)
def test_the_list_shows_exactly_what_the_role_may_see(role, place, units, campaign):
    person = staff(role, unit=units["own"])
    suggestion = of(units[place], campaign)

    shown = Suggestion.objects.visible_to(person, on=today()).contains(suggestion)

    assert shown == may(person, Action.SEE, suggestion, on=today())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", REACHED)
def test_a_report_is_seen_by_nobody_of_the_unit_it_is_about(role, place, units, campaign):
    person = staff(role, unit=units["own"])
    report = of(units[place], campaign, classification=Classification.REPORT)

    assert not Suggestion.objects.visible_to(person, on=today()).exists()
    assert not any(may(person, action, report, on=today()) for action in Action)


@pytest.mark.parametrize("role", Role)
def test_a_report_is_handled_by_the_handlers_of_its_office_alone(role, campaign):
    office = UnitFactory(receives_reports=True)
    person = staff(role, unit=office)
    report = of(office, campaign, classification=Classification.REPORT)

    allowed = {action for action in Action if may(person, action, report, on=today())}

    handles = role == Role.HANDLER
    assert allowed == ({Action.SEE, Action.SCREEN, Action.CONTACT} if handles else set())
    assert Suggestion.objects.visible_to(person, on=today()).exists() == handles


def test_a_report_office_above_does_not_open_reports_elsewhere(units, campaign):
    office = units["higher"]
    office.receives_reports = True
    office.save()
    person = staff(Role.HANDLER, unit=office)
    report = of(units["own"], campaign, classification=Classification.REPORT)

    assert not may(person, Action.SEE, report, on=today())


@pytest.mark.parametrize(
    ("held", "visible"),
    [
        ({"starts_on": timedelta(days=1)}, False),
        ({"starts_on": timedelta(days=-9), "ends_on": timedelta(days=-1)}, False),
        ({"starts_on": timedelta(days=-9), "ends_on": timedelta(days=0)}, True),
    ],
    ids=["not yet", "no longer", "last day"],
)
def test_rights_begin_and_end_with_the_membership(held, visible, units, campaign):
    person = staff(Role.HANDLER, unit=units["own"])
    dates = {name: today() + shift for name, shift in held.items()}
    Membership.objects.filter(user=person).update(**dates)
    suggestion = of(units["own"], campaign)

    assert may(person, Action.SEE, suggestion, on=today()) == visible
    assert Suggestion.objects.visible_to(person, on=today()).exists() == visible


def test_the_superuser_sees_all_but_neither_contacts_nor_sealed_reports(units, campaign):
    person = UserFactory(is_superuser=True)
    office = UnitFactory(receives_reports=True)
    plain = of(units["own"], campaign)
    sealed = of(office, campaign, classification=Classification.REPORT)
    stray = of(units["own"], campaign, classification=Classification.REPORT)

    assert set(Suggestion.objects.visible_to(person, on=today())) == {plain, stray}
    assert not may(person, Action.CONTACT, plain, on=today())
    assert not may(person, Action.SEE, sealed, on=today())
    assert may(person, Action.SCREEN, stray, on=today())
    assert not may(person, Action.CONTACT, stray, on=today())


def test_citizens_have_no_desk(units, campaign):
    person = UserFactory()

    assert not may_anywhere(person, Action.SEE, on=today())
    assert not Suggestion.objects.visible_to(person, on=today()).exists()
