"""The joint conference: agenda, sittings, minutes, decisions and their owners."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.duties.assigning import assign
from suggestions.duties.disputing import dispute
from suggestions.duties.objecting import object_to, refuse
from suggestions.models import AgendaItem, ConferenceDecision, DutyDispute
from suggestions.states import Classification
from suggestions.supervision.conference.deciding import (
    call_sitting,
    close_sitting,
    decide,
    finish,
    report_on,
    take_off,
    write_minutes,
)
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.refusals import SupervisionRefused
from tests.factories import SuggestionFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world):
    return put_on_agenda(
        world.suggestion,
        by=world.supervisor,
        at=world.now,
        question="由谁牵头改造",
        conference=world.city,
    )


@pytest.fixture
def sitting(world, item):
    return held(world, [item])


def held(world, items):
    return call_sitting(
        world.city,
        held_at=world.now,
        place="三楼会议室",
        chair="副市长",
        attendees=[world.bureau, world.other],
        items=items,
        by=world.leader,
        at=world.now,
    )


def decided(world, item, **fields):
    given = {"owner": world.bureau, "due_on": world.soon, "by": world.leader, "at": world.now}
    return decide(item, "由建设局牵头", **{**given, **fields})


def test_a_suggestion_is_on_an_agenda_once(world, item):
    with pytest.raises(SupervisionRefused):
        put_on_agenda(
            world.suggestion, by=world.leader, at=world.now, question="再议", conference=world.city
        )
    assert AgendaItem.objects.count() == 1


def test_a_conference_beside_has_nothing_to_do_with_it(world):
    with pytest.raises(SupervisionRefused):
        put_on_agenda(
            world.suggestion,
            by=world.supervisor,
            at=world.now,
            question="谁办",
            conference=world.other,
        )


def test_reports_and_handlers_stay_off_the_agenda(world):
    report = SuggestionFactory(campaign=world.campaign, classification=Classification.REPORT)

    for row, person in ((report, world.supervisor), (world.suggestion, world.handler)):
        with pytest.raises(PermissionDenied):
            put_on_agenda(row, by=person, at=world.now, question="谁办")


def test_a_decision_has_an_owner_and_settles_the_item(world, item, sitting):
    decision = decided(world, item)

    item.refresh_from_db()
    assert (decision.owner, item.settled_at) == (world.bureau, world.now)
    with pytest.raises(SupervisionRefused):
        decided(world, item)


def test_nothing_is_decided_outside_a_sitting(world, item):
    with pytest.raises(SupervisionRefused):
        decided(world, item)


def test_overdue_decisions_are_the_supervisors(world, item, sitting):
    decision = decided(world, item)
    later = world.soon + timedelta(days=1)

    late = ConferenceDecision.objects.overdue(later)

    assert list(late.visible_to(world.supervisor, on=world.today)) == [decision]
    assert list(late.visible_to(world.stranger, on=world.today)) == []
    assert list(ConferenceDecision.objects.overdue(world.soon)) == []


def test_the_owner_reports_and_the_conference_says_it_is_done(world, item, sitting):
    decision = decided(world, item)
    note = report_on(decision, "已招标", by=world.handler, at=world.now)
    with pytest.raises(PermissionDenied):
        finish(decision, "完成", by=world.handler, at=world.now)

    finish(decision, "完成", by=world.supervisor, at=world.now)

    assert note.unit == world.bureau
    with pytest.raises(SupervisionRefused):
        report_on(decision, "又报", by=world.handler, at=world.now)


def test_what_was_not_decided_waits_for_the_next_sitting(world, item, sitting):
    with pytest.raises(SupervisionRefused):
        close_sitting(sitting, by=world.leader, at=world.now)
    write_minutes(sitting, "会议听取了汇报", by=world.supervisor, at=world.now)

    assert close_sitting(sitting, by=world.leader, at=world.now) == 1

    item.refresh_from_db()
    assert item.sitting is None
    with pytest.raises(SupervisionRefused):
        write_minutes(sitting, "改写", by=world.supervisor, at=world.now)


def test_minutes_keep_every_wording(world, sitting):
    write_minutes(sitting, "初稿", by=world.supervisor, at=world.now)
    write_minutes(sitting, "定稿", by=world.leader, at=world.now + timedelta(minutes=1))

    assert [one.text for one in sitting.minutes.all()] == ["定稿", "初稿"]


def test_an_item_is_taken_off_with_a_reason(world, item):
    with pytest.raises(SupervisionRefused):
        take_off(item, " ", by=world.supervisor, at=world.now)

    take_off(item, "已经协商解决", by=world.supervisor, at=world.now)

    assert not AgendaItem.objects.waiting().exists()


def disputed(world):
    clerk = staff(Role.HANDLER, unit=world.other)
    sender = staff(Role.HANDLER, unit=world.bureau)
    duty = assign(world.suggestion, world.other, by=sender, at=world.now)
    objection = object_to(duty, reason="不属本局职责", has_share=False, by=clerk, at=world.now)
    refuse(objection, answer="属于", by=sender, at=world.now)
    return dispute(duty, reason="争议", by=clerk, at=world.now)


def test_the_decision_on_a_dispute_settles_whose_duty_it_is(world):
    raised = disputed(world)
    item = put_on_agenda(raised, by=world.supervisor, at=world.now)
    held(world, [item])

    decided(world, item, owner=world.other)

    raised.refresh_from_db()
    world.suggestion.refresh_from_db()
    assert item.conference == world.city
    assert (raised.settled_unit, world.suggestion.unit) == (world.other, world.other)


def test_a_dispute_joins_what_is_on_the_agenda_already(world, item):
    raised = disputed(world)

    joined = put_on_agenda(raised, by=world.supervisor, at=world.now)

    assert (joined.pk, joined.dispute) == (item.pk, raised)
    assert "由谁牵头改造" in joined.question
    assert "争议" in joined.question


def test_a_dispute_that_has_ended_by_itself_is_taken_off_on_the_page(client, world):
    raised = disputed(world)
    item = put_on_agenda(raised, by=world.supervisor, at=world.now)
    url = reverse("supervision:item_deed", args=[item.pk, "take-off"])
    client.force_login(world.supervisor)
    client.post(url, {"take-off-text": "算了"})
    assert AgendaItem.objects.waiting().exists()
    DutyDispute.objects.update(settled_at=world.now)

    client.post(url, {"take-off-text": "对方已经接下"})

    item.refresh_from_db()
    assert item.why_taken_off == "对方已经接下"


def test_a_dispute_stays_on_the_agenda_until_it_is_decided(world):
    item = put_on_agenda(disputed(world), by=world.supervisor, at=world.now)

    with pytest.raises(SupervisionRefused):
        take_off(item, "算了", by=world.supervisor, at=world.now)
