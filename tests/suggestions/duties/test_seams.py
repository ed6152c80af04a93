"""Duties beside the other parts: classes, exclusions, the conference, lent roles."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.delegation.lending import lend
from portal.organisation.membership import Role
from portal.organisation.rights import holders
from suggestions.clocks.running import begin
from suggestions.clocks.step import Start, Step
from suggestions.duties.desk import conferring
from suggestions.duties.duty import DutyState
from suggestions.duties.objecting import object_to, refuse
from suggestions.duties.taking import colleagues_of, take
from suggestions.handling.exclusion.declaring import Party, declare_interest
from suggestions.handling.screening import CannotScreen, Fault, accept, classify
from suggestions.history import move
from suggestions.models import AgendaItem, Clock
from suggestions.states import Classification, State
from suggestions.supervision.conference.deciding import take_off
from suggestions.supervision.refusals import SupervisionRefused
from tests.factories import SuggestionFactory, UnitFactory, called, helping, offered, staff

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def test_a_claim_is_taken_with_a_recorded_reason_only(place):
    claim = SuggestionFactory(unit=place.town, classification=Classification.CLAIM)
    duty = offered(claim, place.roads)

    with pytest.raises(CannotScreen) as caught:
        take(duty, by=place.driver, at=now())
    take(duty, by=place.driver, at=now(), because="属本单位职责")

    claim.refresh_from_db()
    assert caught.value.fault == Fault.HANDLED_HERE
    assert (claim.state, claim.unit) == (State.ACCEPTED, place.roads)
    assert claim.history.get(after=State.ACCEPTED).internal_note == "属本单位职责"


def test_who_has_an_interest_loses_offers_parts_and_calls(place):
    row = place.suggestion
    offer, part = offered(row, place.roads), helping(row, place.water, by=place.plumber)
    call = called(row, place.roads)

    for unit in (place.roads, place.water):
        declare_interest(row, Party(unit=unit), reason="当事人", by=place.clerk, at=now())

    for gone in (offer, part, call):
        gone.refresh_from_db()
        assert (gone.state, gone.ended_at is None) == ("cancelled", False)
    assert not Clock.objects.open().of_units([place.roads, place.water]).exists()


def test_who_withdraws_has_it_in_hand_no_longer(place):
    duty = take(offered(place.suggestion, place.roads), by=place.driver, at=now())
    staff(Role.HANDLER, unit=place.roads)

    declare_interest(
        place.suggestion, Party(user=place.driver), reason="亲属", by=place.driver, at=now()
    )

    duty.refresh_from_db()
    assert (duty.state, duty.handler) == (DutyState.ACCEPTED, None)


def test_a_dispute_without_a_common_superior_is_on_the_agenda_at_once(place):
    duty = offered(place.suggestion, UnitFactory(name="邻县"))
    raised = object_to(duty, reason="不属于本单位", has_share=False, by=None, at=now())
    refuse(raised, answer="应由你们办", by=place.clerk, at=now())

    dispute = conferring.dispute(duty, reason="不同意", by=place.driver, at=now())

    item = AgendaItem.objects.get()
    assert (item.dispute, item.conference) == (dispute, place.county)


def test_a_dispute_that_ended_by_itself_does_not_stay_on_the_agenda(place):
    duty = offered(place.suggestion, UnitFactory(name="邻县"))
    raised = object_to(duty, reason="不属于本单位", has_share=False, by=None, at=now())
    refuse(raised, answer="应由你们办", by=place.clerk, at=now())
    conferring.dispute(duty, reason="不同意", by=place.driver, at=now())
    item = AgendaItem.objects.get()
    with pytest.raises(SupervisionRefused):
        take_off(item, "不议", by=place.overseer, at=now())

    move(place.suggestion, State.ANSWERED, by=place.clerk, note="已办")
    take_off(item, "已答复", by=place.overseer, at=now())

    assert not AgendaItem.objects.waiting().exists()


def test_whoever_acts_for_an_absent_colleague_counts_as_a_colleague(place):
    deputy, today = staff(Role.EDITOR, unit=place.roads), timezone.localdate()
    lend(
        place.driver.memberships.get(),
        deputy,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        by=place.driver,
        at=now(),
        on=today,
    )

    assert deputy in holders([place.roads.path], [Role.HANDLER], on=today)
    assert deputy in colleagues_of(place.roads, at=now())


def test_a_message_found_to_be_a_claim_has_the_time_limits_of_claims(place):
    row = SuggestionFactory(unit=place.town)
    begin([row], Start.SUBMITTED)

    classify(row, Classification.CLAIM, by=place.clerk)

    assert set(row.clocks.open().values_list("step", flat=True)) == {Step.FORWARD, Step.NOTICE}


def test_an_accepted_question_found_to_be_a_claim_is_to_be_closed_as_one(place):
    row = SuggestionFactory(unit=place.town, classification=Classification.QUESTION)
    begin([row], Start.SUBMITTED)
    accept(row, by=place.clerk)
    before = set(row.clocks.open().values_list("step", flat=True))

    classify(row, Classification.CLAIM, by=place.clerk)

    row.refresh_from_db()
    close = row.clocks.open().get(step=Step.CLOSE)
    assert before == {Step.REPLY}
    assert (close.started_at, close.length) == (row.state_since, 60)
    assert "第三十四条" in close.source


@pytest.mark.parametrize("accepted", [False, True])
def test_what_is_no_claim_after_all_owes_nothing_of_claims(accepted, place):
    row = SuggestionFactory(unit=place.town, classification=Classification.QUESTION)
    begin([row], Start.SUBMITTED)
    if accepted:
        accept(row, by=place.clerk)
    owed = set(row.clocks.open().values_list("step", flat=True))

    classify(row, Classification.CLAIM, by=place.clerk)
    classify(row, Classification.QUESTION, by=place.clerk)

    assert set(row.clocks.open().values_list("step", flat=True)) == owed


def test_what_is_no_report_after_all_is_owed_by_who_has_it_again(place):
    UnitFactory(parent=place.county, receives_reports=True)
    row = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.county)
    begin([row], Start.SUBMITTED)

    classify(row, Classification.REPORT, by=place.clerk)
    classify(row, Classification.SUGGESTION, by=place.clerk)

    assert set(row.clocks.open().values_list("unit", flat=True)) == {place.county.pk}


def test_a_report_found_out_leaves_nothing_owed_by_those_who_had_a_part(place):
    office = UnitFactory(parent=place.county, receives_reports=True)
    helping(place.suggestion, place.water, by=place.plumber)
    offered(place.suggestion, place.roads)

    classify(place.suggestion, Classification.REPORT, by=place.clerk)

    owing = Clock.objects.open().values_list("unit", flat=True)
    assert set(owing) <= {office.pk}
