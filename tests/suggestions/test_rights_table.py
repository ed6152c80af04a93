"""Every role × every action × own, lower, sibling and higher unit, and units with a part."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Membership, Role
from suggestions.duties.assigning import assign, call_in
from suggestions.duties.calling import call_units
from suggestions.duties.disputing import dispute
from suggestions.duties.objecting import object_to, refuse
from suggestions.duties.taking import take
from suggestions.handling.screening import classify
from suggestions.history import move
from suggestions.models import Suggestion
from suggestions.rights import Action, may, may_anywhere
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db

LETTERS = {
    "c": Role.STATION_CLERK,
    "h": Role.HANDLER,
    "s": Role.SUPERVISOR,
    "r": Role.REVIEWER,
    "k": Role.CHAIR,
    "e": Role.EDITOR,
    "p": Role.PUBLISHER,
    "l": Role.LEADER,
    "1": Role.SYSTEM_ADMIN,
    "2": Role.SECURITY_ADMIN,
    "3": Role.AUDIT_ADMIN,
}
COLUMNS = ("own", "lower", "co", "offered", "sender", "called", "caller", "office")
"""Where the person's unit stands: it answers; a unit below answers; a unit beside it answers and
it helps, was offered the lead, has offered it to another, was called, has called; it is the
office for reports and the suggestion a report there."""
TABLE = """
see                chskepl chskepl chskepl chskepl chskepl chskepl chskepl h
screen             hse     hse     -       -       -       -       -       h
correct            ep      ep      -       -       -       -       -       -
publish            p       p       -       -       -       -       -       -
hide               spe     spe     -       -       -       -       -       -
contact            ch      ch      ch      -       -       -       -       h
release            ep      ep      -       -       -       -       -       -
keep_out           hse     hse     -       -       -       -       -       h
decide_interest    s       s       -       -       -       -       -       -
assign             hse     hse     -       -       -       -       -       -
take               h       -       h       h       -       -       -       h
hand_over          hs      -       hs      -       -       -       -       h
object             -       -       -       hs      -       -       -       -
answer_objection   -       -       -       -       hse     -       -       -
settle             -       -       -       -       -       -       -       -
contribute         -       -       h       -       -       -       -       -
extend             h       -       h       -       -       -       -       -
approve_extension  sl      sl      -       -       -       -       -       -
call               hs      -       hs      -       -       -       -       -
respond            -       -       -       -       -       hs      -       -
reply              hs      hs      -       -       -       -       -       h
approve_reply      hsl     hsl     -       -       -       -       -       h
release_reply      sep     sep     -       -       -       -       -       -
check_reply        sh      sh      -       -       -       -       -       h
call_back          sh      sh      -       -       -       -       -       h
settle_rating      sl      sl      -       -       -       -       -       h
supervise          s       s       -       -       -       -       -       -
take_on            sl      sl      -       -       -       -       -       -
put_on_agenda      sl      sl      -       -       -       -       -       -
log_contact        chsl    chsl    chsl    -       -       -       -       h
class_together     hse     hse     -       -       -       -       -       -
co_authors         ch      ch      -       -       -       -       -       -
commit_date        hs      hs      -       -       -       -       -       -
make_papers        hs      hs      -       -       -       -       -       h
"""
"""Written a second time on purpose: a change of a right has to be made twice. What is not in it
is not allowed: a unit beside or above the one that answers may do nothing."""
SUPERUSER_MAY_NOT = {"contact", "call_back"}


def expected(place: str) -> dict[Role, set[str]]:
    """Which actions the table allows to each role in `place`."""
    allowed: dict[Role, set[str]] = {role: set() for role in Role}
    if place not in COLUMNS:
        return allowed
    for line in TABLE.strip().splitlines():
        action, *cells = line.split()
        letters = cells[COLUMNS.index(place)].strip("-")
        for letter in letters:
            allowed[LETTERS[letter]].add(action)
    return allowed


PLACES = (*COLUMNS, "sibling", "higher")


@pytest.fixture
def units():
    """A county with three townships, and a village below the first."""
    county = UnitFactory()
    own = UnitFactory(parent=county)
    sibling = UnitFactory(parent=county)
    other = UnitFactory(parent=county)
    lower = UnitFactory(parent=own)
    county.refresh_from_db()
    return {"own": own, "lower": lower, "sibling": sibling, "higher": county, "other": other}


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def suggestion_in(units, campaign):
    """The suggestion to which the first township stands in `place`."""

    def made(place):
        if place == "office":
            units["own"].receives_reports = True
            units["own"].save()
            return of(units["own"], campaign, classification=Classification.REPORT)
        row = of(units.get(place, units["sibling"]), campaign, accepted=True)
        now = timezone.now()
        if place == "co":
            duty = call_in(row, [units["own"]], by=None, at=now)[0]
            take(duty, by=UserFactory(), at=now)
        elif place == "offered":
            assign(row, units["own"], by=None, at=now)
        elif place == "sender":
            assign(row, units["other"], by=None, at=now, sender=units["own"])
        elif place == "called":
            call_units(row, [units["own"]], caller=row.unit, text="请到场", by=None, at=now)
        elif place == "caller":
            call_units(row, [units["other"]], caller=units["own"], text="请", by=None, at=now)
        return row

    return made


def of(unit, campaign, **fields):
    return SuggestionFactory(unit=unit, campaign=campaign, **fields)


def today():
    return timezone.localdate()


def test_the_table_names_every_action_once():
    named = [line.split()[0] for line in TABLE.strip().splitlines()]

    assert sorted(named) == sorted(action.value for action in Action)


@pytest.mark.parametrize("place", PLACES)
def test_who_may_do_what_where(place, units, suggestion_in):
    suggestion = suggestion_in(place)

    allowed = {}
    for role in Role:
        person = staff(role, unit=units["own"])
        may_do = {action.value for action in Action if may(person, action, suggestion, on=today())}
        allowed[role] = may_do

    assert allowed == expected(place)


@pytest.mark.parametrize("place", PLACES)
def test_the_list_shows_exactly_what_each_role_may_see(place, units, suggestion_in):
    suggestion = suggestion_in(place)

    shown = {}
    for role in Role:
        person = staff(role, unit=units["own"])
        shown[role] = Suggestion.objects.visible_to(person, on=today()).contains(suggestion)

    assert shown == {role: Action.SEE in may_do for role, may_do in expected(place).items()}


@pytest.mark.parametrize("role", Role)
def test_only_the_common_superior_settles_a_dispute(role, units, campaign):
    suggestion = of(units["own"], campaign, accepted=True)
    duty = assign(suggestion, units["sibling"], by=None, at=timezone.now())
    raised = object_to(duty, reason="不属于", has_share=False, by=None, at=timezone.now())
    refuse(raised, answer="属于", by=None, at=timezone.now())
    dispute(duty, reason="请定", by=None, at=timezone.now())

    able = {
        name
        for name in ("own", "sibling", "higher")
        if may(staff(role, unit=units[name]), Action.SETTLE, suggestion, on=today())
    }

    assert able == ({"higher"} if role in (Role.SUPERVISOR, Role.LEADER) else set())


@pytest.mark.parametrize("place", ["co", "offered", "sender", "called", "caller"])
def test_a_part_opens_nothing_any_more_once_the_suggestion_is_withdrawn(
    place, units, suggestion_in
):
    suggestion = suggestion_in(place)
    person = staff(Role.HANDLER, unit=units["own"])

    move(suggestion, State.WITHDRAWN, by=None)

    assert not may(person, Action.SEE, suggestion, on=today())
    assert not Suggestion.objects.visible_to(person, on=today()).exists()


@pytest.mark.parametrize("place", ["co", "offered", "called"])
def test_what_becomes_a_report_leaves_the_sight_of_who_had_a_part(place, units, suggestion_in):
    suggestion = suggestion_in(place)
    person = staff(Role.HANDLER, unit=units["own"])

    classify(suggestion, Classification.REPORT, by=None)

    assert not any(may(person, action, suggestion, on=today()) for action in Action)
    assert not Suggestion.objects.visible_to(person, on=today()).exists()
    assert not suggestion.duties.open().exists()


@pytest.mark.parametrize("place", ["own", "co"])
def test_the_superuser_may_do_all_but_contact_anybody(place, suggestion_in):
    person = UserFactory(is_superuser=True)
    suggestion = suggestion_in(place)

    refused = {action.value for action in Action if not may(person, action, suggestion, on=today())}

    assert refused == SUPERUSER_MAY_NOT


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", ["own", "lower", "sibling", "higher"])
def test_a_report_is_seen_by_nobody_of_the_unit_it_is_about(role, place, units, campaign):
    person = staff(role, unit=units["own"])
    report = of(units[place], campaign, classification=Classification.REPORT)

    assert not Suggestion.objects.visible_to(person, on=today()).exists()
    assert not any(may(person, action, report, on=today()) for action in Action)


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
