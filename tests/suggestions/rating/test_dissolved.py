"""The unit that answered is dissolved, and its author rates low afterwards: somebody sees it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.dissolving import dissolve
from portal.organisation.membership import Role
from suggestions.clocks.clock import Clock
from suggestions.handling.exclusion.declaring import Party, declare_interest
from suggestions.models import Asking, Duty, Reopening, Suggestion
from suggestions.rating.rating_door import rate
from suggestions.rating.silence import close_unrated
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, asked, staff

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def village():
    return UnitFactory(name="柳村", parent=UnitFactory(name="东镇"))


@pytest.fixture
def heir():
    return UnitFactory(name="新村", parent=UnitFactory(name="西镇"))


def closed_by_silence(unit, **fields):
    given = {"campaign": CampaignFactory(organiser=unit), "unit": unit, "accepted": True}
    asked(SuggestionFactory(**{**given, **fields}), at=timezone.now() - timedelta(days=40))
    close_unrated()
    return Asking.objects.get()


def rated_low(asking):
    asking.refresh_from_db()
    rate(asking, answered=1, done=1, by=None, at=timezone.now())
    return Suggestion.objects.get()


def test_what_is_opened_again_is_the_successors(village, heir):
    clerk = staff(Role.HANDLER, unit=heir)
    asking = closed_by_silence(village)
    dissolve(village, heir, on=TODAY, by=None)

    suggestion = rated_low(asking)

    assert (suggestion.state, suggestion.unit) == (State.ACCEPTED, heir)
    assert Suggestion.objects.visible_to(clerk, on=TODAY).get() == suggestion
    assert {clock.unit for clock in Clock.objects.open()} == {heir}


def test_the_next_tier_up_is_the_successors(village, heir):
    above = heir.get_parent()
    staff(Role.HANDLER, unit=above)
    staff(Role.HANDLER, unit=village.get_parent())
    asking = closed_by_silence(village)
    dissolve(village, heir, on=TODAY, by=None)

    rated_low(asking)

    assert (Reopening.objects.get().to_unit, Duty.objects.waiting().get().unit) == (above, above)


def test_a_report_goes_to_the_office_that_reads_it(village, heir):
    office = UnitFactory(receives_reports=True)
    asking = closed_by_silence(village, classification=Classification.REPORT)
    dissolve(village, heir, on=TODAY, by=None)

    assert rated_low(asking).unit == office


def test_where_the_successor_is_kept_out_those_above_take_it_up(village, heir):
    above = village.get_parent()
    staff(Role.HANDLER, unit=above)
    asking = closed_by_silence(village)
    interest = {"reason": "系承建单位", "by": staff(Role.HANDLER, unit=above)}
    declare_interest(asking.suggestion, Party(unit=heir), at=timezone.now(), **interest)
    dissolve(village, heir, on=TODAY, by=None)

    suggestion = rated_low(asking)

    assert (suggestion.unit, Duty.objects.waiting().get().unit) == (village, above)
