"""What turns out to be a report after its unit has worked on it is told nowhere there again.

One of everything is made of a unit: duties, calls, replies, ratings, letters, a leader's case,
the conference, contacts, a systemic issue, an agency, a work order, paper and so on. Every
address that tells somebody of that unit about the suggestions is asked again when these have
become reports.
"""

import logging

import pytest

from portal.organisation.membership import ADMINISTRATORS, Role
from suggestions.handling.screening import CLASSIFIABLE, classify
from suggestions.models import Suggestion
from suggestions.states import Classification
from tests.factories import UnitFactory, UserFactory, staff
from tests.portal.addresses.asking import Visitor
from tests.portal.addresses.discovery import all_addresses
from tests.portal.addresses.rights import FAULTY
from tests.portal.addresses.world import World
from tests.suggestions.handling.complained_of.naming import again, staff_membership

pytestmark = pytest.mark.django_db
SIGN = "甲乙丙丁"
OF_THE_AUTHOR = {"suggestions:hear_less", "suggestions:rate"}
"""Behind links that only the author was sent."""
HAVE_IT_IN_THEM = {"suggestions:detail", "api:get_suggestion"}
"""Addresses with the receipt in them: what they refuse may say which it was."""
ADDRESSES = [
    address
    for address in all_addresses()
    if address.name not in FAULTY and "logout" not in address.name
]


@pytest.fixture
def world():
    """What the unit has worked on, in words that are found again."""
    logging.disable(logging.CRITICAL)
    made = World()
    rows = Suggestion.objects.exclude(campaign__organiser=made.foreign.unit)
    made.rows = list(rows.filter(state__in=CLASSIFIABLE))
    for row in made.rows:
        Suggestion.objects.filter(pk=row.pk).update(
            title=f"{SIGN}{row.pk}", problem=f"{SIGN}之事", proposal=f"{SIGN}之法"
        )
    yield made
    logging.disable(logging.NOTSET)


def body_of(response):
    body = b"".join(response) if response.streaming else response.content
    return body.decode(errors="replace")


def telling(addresses, person, world):
    """Those of `addresses` that tell `person` of one of the suggestions."""
    visitor = Visitor(again(person))
    return [address for address in addresses if tells(address, visitor, world)]


def tells(address, visitor, world):
    for method in ("get", "post"):
        answer = visitor.ask(method, address, world.own, world.common)
        body, is_shut = body_of(answer), answer.status_code == 405
        if SIGN in body:
            return True
        if not is_shut:  # that page repeats its own address, and so a receipt
            return any(row.receipt in body for row in world.rows)
    return False


def test_no_address_tells_of_it_any_more(world):
    unit = world.own.unit
    person = staff(*(set(Role) - ADMINISTRATORS), unit=unit)
    for role in Role:
        staff_membership(person, role, unit.get_parent())
    told = telling(ADDRESSES, person, world)
    assert len(told) > 60, "seen as long as nobody knows what it is"

    UnitFactory(name="市信访纪检组", receives_reports=True)
    for row in world.rows:
        classify(row, Classification.REPORT, by=UserFactory())

    still = {address.name for address in telling(told, person, world)}
    assert still - OF_THE_AUTHOR - HAVE_IT_IN_THEM == set()
