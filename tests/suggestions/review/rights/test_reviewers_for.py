"""Who can be asked to review for a unit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Membership, Role
from suggestions.review.rights import reviewers_for
from tests.factories import UnitFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    city = UnitFactory()
    county = UnitFactory(parent=city)
    township, sister = UnitFactory(parent=county), UnitFactory(parent=city)
    for unit in (city, county):
        unit.refresh_from_db()
    return {"city": city, "county": county, "township": township, "sister": sister}


def found(unit):
    return set(reviewers_for(unit, on=timezone.localdate()))


@pytest.mark.parametrize(
    ("place", "expected"),
    [("city", True), ("county", True), ("township", True), ("sister", False)],
)
def test_those_of_the_unit_above_it_and_below_it(tree, place, expected):
    reviewer = staff(Role.REVIEWER, unit=tree[place])

    assert (reviewer in found(tree["county"])) == expected


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REVIEWER])
def test_no_other_role(tree, role):
    assert staff(role, unit=tree["county"]) not in found(tree["county"])


def test_nobody_whose_term_is_over_or_whose_account_is_closed(tree):
    over, closed = (staff(Role.REVIEWER, unit=tree["county"]) for _ in range(2))
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=over).update(ends_on=yesterday)
    closed.is_active = False
    closed.save()

    assert not found(tree["county"])
