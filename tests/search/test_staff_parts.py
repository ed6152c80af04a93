"""Units with a part in a suggestion find it in staff search, as long as they have it."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.duties.assigning import take_back
from suggestions.duties.taking import take
from suggestions.history import move
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, called, offered, staff
from tests.search.test_staff_rights import allowed_to, found_by


@pytest.fixture
def case(db):
    """A suggestion of a township, and a handler of the department beside it."""
    county = UnitFactory()
    town, roads = UnitFactory(parent=county), UnitFactory(parent=county)
    campaign = CampaignFactory(organiser=town)
    row = SuggestionFactory(campaign=campaign, unit=town, title="电梯", accepted=True)
    return row, roads, staff(Role.HANDLER, unit=roads)


def seen_by(engine, user):
    found = found_by(engine, user)
    assert found == allowed_to(user)
    return found


def test_an_offer_is_found_until_it_is_taken_back(engine, follow, case):
    row, roads, person = case
    follow()
    before = seen_by(engine, person)

    duty = offered(row, roads)
    follow()
    between = seen_by(engine, person)
    take_back(duty, by=None, at=timezone.now())
    follow()

    assert (before, between, seen_by(engine, person)) == (set(), {row.pk}, set())


def test_who_has_the_lead_finds_it_and_who_gave_it_away_no_longer(engine, follow, case):
    row, roads, person = case
    former = staff(Role.HANDLER, unit=row.unit)

    take(offered(row, roads), by=person, at=timezone.now())
    follow()

    assert seen_by(engine, person) == {row.pk}
    assert seen_by(engine, former) == set()


def test_a_call_is_found_until_the_suggestion_is_answered(engine, follow, case):
    row, roads, person = case
    called(row, roads)
    follow()
    during = seen_by(engine, person)

    move(row, State.ANSWERED, by=None, note="已答复")
    follow()

    assert (during, seen_by(engine, person)) == ({row.pk}, set())


def test_a_new_unit_that_pushes_others_aside_hides_no_offer(engine, follow, case):
    row, roads, _person = case
    offered(row, roads)
    follow()

    UnitFactory(parent=roads.get_parent(), code="U0")
    follow()
    roads.refresh_from_db()

    assert seen_by(engine, staff(Role.HANDLER, unit=roads)) == {row.pk}
