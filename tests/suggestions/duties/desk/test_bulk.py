"""Suggestions ticked in the pile and passed on together."""

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.duties.desk.bulk import CHOSEN
from suggestions.models import Duty
from suggestions.states import Classification
from tests.factories import SuggestionFactory, UnitFactory, offered, staff

pytestmark = pytest.mark.django_db


def test_the_ticked_ones_of_the_pile_are_passed_on_each_by_itself(place, client):
    free = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town)
    offered(place.suggestion, place.water, by=place.clerk)
    client.force_login(place.clerk)
    ticked = {"selected": [place.suggestion.pk, free.pk]}

    asked = client.post(reverse("duties:assign_many"), ticked)
    said = ticked | {CHOSEN: "1", "unit": place.roads.pk}
    client.post(reverse("duties:assign_many"), said)

    assert asked.status_code == 200
    assert [duty.suggestion for duty in Duty.objects.filter(unit=place.roads)] == [free]


def test_a_sealed_report_is_not_passed_on_in_bulk(place, client):
    office = UnitFactory(receives_reports=True)
    report = SuggestionFactory(
        campaign=place.suggestion.campaign, unit=office, classification=Classification.REPORT
    )
    client.force_login(staff(Role.HANDLER, unit=office))

    client.post(
        reverse("duties:assign_many"),
        {"selected": [report.pk], CHOSEN: "1", "unit": place.roads.pk},
    )

    assert not Duty.objects.exists()
