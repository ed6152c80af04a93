"""A history names no suggestion that has become a report against someone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.screening import classify
from suggestions.papers.case_file.parts import history
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


def test_the_number_of_a_linked_one_goes_from_page_and_case_file_when_it_is_sealed(client):
    unit = UnitFactory()
    campaign = CampaignFactory(organiser=unit)
    earlier, later = (SuggestionFactory(campaign=campaign) for _number in range(2))
    link(later, earlier, verdict=Verdict.SAME, by=UserFactory(), at=timezone.now())
    client.force_login(staff(Role.HANDLER, unit=unit))
    page = reverse("handling:item", args=[later.receipt])
    told = "".join(str(line) for line in history(later))
    assert earlier.receipt in client.get(page).content.decode()
    assert earlier.receipt in told, "as long as it is none"

    UnitFactory(receives_reports=True)
    classify(earlier, Classification.REPORT, by=UserFactory())

    assert earlier.receipt not in client.get(page).content.decode()
    assert earlier.receipt not in "".join(str(line) for line in history(later))
