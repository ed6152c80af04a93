"""Lists that do not ask for suggestions themselves keep out the same people all the same."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.agency.rights import agencies_of
from suggestions.chain.erasing.erasure import Erasure
from suggestions.chain.erasing.erasure import Ground as ErasureGround
from suggestions.chain.erasing.rights import may_erase
from suggestions.handling.exclusion.declaring import Party, declare_interest
from suggestions.models import Reconsideration, SecondLook, Suggestion
from suggestions.review.pool import pool_of
from suggestions.states import State
from tests.factories import AgencyFactory, CampaignFactory, SuggestionFactory, UserFactory, staff
from tests.portal.addresses.reviewing import match_with, second_look_of
from tests.suggestions.handling.complained_of.naming import again, name, staff_membership

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def withdraw(suggestion, person):
    said = {"reason": "近亲属", "by": person, "at": timezone.now()}
    declare_interest(suggestion, Party(user=person), **said)


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_erases_what_complains_of_them_or_sees_that_it_was(
    is_superuser, city, report, reader
):
    person = UserFactory(is_superuser=is_superuser)
    staff_membership(person, Role.SECURITY_ADMIN, city["root"])
    Erasure.objects.create(
        suggestion=report, reason=ErasureGround.CONSENT, by=UserFactory(), at=timezone.now()
    )
    assert may_erase(again(person), report, on=today())

    name(report, by=reader, user=person)

    assert not may_erase(again(person), report, on=today())
    assert not Erasure.objects.visible_to(again(person), on=today()).exists()


def test_who_withdrew_finds_it_no_more_among_those_served_by_agents(city):
    row = SuggestionFactory(campaign=CampaignFactory(organiser=city["bureau"]))
    AgencyFactory(agent=UserFactory(), unit=city["bureau"], suggestion=row)
    person = staff(Role.HANDLER, unit=city["bureau"])
    staff(Role.HANDLER, unit=city["bureau"])
    assert agencies_of(person, on=today()).exists()

    withdraw(row, person)

    assert not agencies_of(again(person), on=today()).exists()


def test_who_withdrew_finds_it_neither_in_the_pool_nor_among_requests_and_matches(city):
    row = second_look_of(city["bureau"], UserFactory()).suggestion
    match_with(row, row.campaign)
    person = staff(Role.EDITOR, unit=city["root"])
    staff(Role.EDITOR, unit=city["root"])
    lists = (SecondLook.objects.visible_to, Reconsideration.objects.visible_to)
    assert row in pool_of(person, on=today())
    assert all(find(person, on=today()).exists() for find in lists)

    withdraw(row, person)

    assert Suggestion.objects.get(pk=row.pk).state == State.KEPT
    assert row not in pool_of(again(person), on=today())
    assert not any(find(again(person), on=today()).exists() for find in lists)
