"""A unit is dissolved: nobody is left waiting for what it was to carry out, answer or type."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.organisation.dissolving import dissolve
from portal.organisation.dissolving_page import DissolvingForm
from portal.organisation.holdings import holdings_of
from portal.organisation.membership import Role
from suggestions.instructions.instructing import Written, instruct
from suggestions.models import Slip
from suggestions.paper.numbers import printed_number
from suggestions.paper.slips import printed_slip
from suggestions.states import State
from tests.factories import (
    ActionFactory,
    CampaignFactory,
    SheetBatchFactory,
    SheetFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def counts(unit):
    return {str(line.label): line.count for line in holdings_of(unit, on=TODAY) if line.count}


def instructed(unit):
    suggestion = SuggestionFactory(published=True, state=State.ADOPTED)
    leader = staff(Role.LEADER, unit=suggestion.unit)
    written = Written("请研究", TODAY, (unit,), TODAY + timedelta(days=9))
    return instruct(suggestion, leader, written, by=leader, at=timezone.now())


def test_actions_instructions_and_paper_forms_are_listed_and_go_to_the_successor():
    old, heir = UnitFactory(), UnitFactory()
    led, helped = ActionFactory(unit=old), ActionFactory()
    helped.co_units.add(old)
    instruction = instructed(old)
    forms = {"station": old, "campaign": CampaignFactory(), "uploaded_by": UserFactory()}
    typed, waiting = SheetBatchFactory(**forms), SheetBatchFactory(**forms)
    SheetFactory(batch=typed, state="typed")
    SheetFactory(batch=waiting, state="ready")
    held = sum(counts(old).values())

    dissolve(old, heir, on=TODAY, by=None)

    for row in (led, typed, waiting):
        row.refresh_from_db()
    assert held == 4
    assert (led.unit, list(helped.co_units.all()), list(instruction.units.all())) == (
        heir,
        [heir],
        [heir],
    )
    assert (typed.station, waiting.station) == (old, heir)
    assert counts(old) == {}


def test_a_unit_whose_campaigns_go_on_is_not_dissolved_before_they_have_another_organiser():
    old, heir = UnitFactory(), UnitFactory()
    campaign = CampaignFactory(organiser=old)
    said = {"successor": heir.pk, "on": TODAY}

    refused = DissolvingForm(said, unit=old)
    assert [one.code for one in refused.non_field_errors().as_data()] == ["must_move"]

    campaign.organiser = heir
    campaign.save()
    assert DissolvingForm(said, unit=old).is_valid()


def test_printed_forms_of_a_station_that_is_no_more_are_typed_by_its_successor():
    old, heir, other = UnitFactory(), UnitFactory(), UnitFactory()
    slip = Slip.objects.create(number=printed_number(1), digest="0" * 64, station=old)

    dissolve(old, heir, on=TODAY, by=None)

    assert printed_slip(slip.number, station=heir) == slip
    with pytest.raises(ValidationError):
        printed_slip(slip.number, station=other)
