"""From the draft to the order: what each step demands, and who may not take it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.kept import RecordIsKept
from portal.organisation.membership import Role
from portal.working_days.stored import after_working_days
from suggestions.commendation.approving import approve, panel_agrees, publish_order, say
from suggestions.commendation.commendation import last_day, midnight
from suggestions.commendation.drafting import take_off
from suggestions.commendation.drawing import draw_panel
from suggestions.commendation.notice import (
    close_notice,
    drop,
    extend_notice,
    publish_notice,
    take_back,
)
from suggestions.commendation.objecting import answer, object_to
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.steps import Step
from tests.factories import (
    CommendationFactory,
    NomineeFactory,
    staff,
)

pytestmark = pytest.mark.django_db


def test_the_notice_runs_five_working_days_after_the_day_it_is_published(at):
    world = at("draft")
    today = timezone.localdate(world.now)

    publish_notice(world.row, 3, by=world.publisher, at=world.now)

    assert world.row.notice_from == today
    assert world.row.notice_until == after_working_days(today, 5)


def test_an_empty_list_is_not_shown(at):
    world = at("draft")
    take_off(world.nominee, "重复", by=world.editor, at=world.now)

    with pytest.raises(CommendationRefused):
        publish_notice(world.row, 3, by=world.publisher, at=world.now)

    world.row.refresh_from_db()
    assert world.row.step == Step.DRAFT


def test_a_notice_is_not_closed_while_it_runs(at):
    world = at("notice")

    with pytest.raises(CommendationRefused):
        close_notice(world.row, by=world.publisher, at=world.after - timedelta(seconds=1))

    close_notice(world.row, by=world.publisher, at=world.after)
    assert world.row.step == Step.PANEL


def test_a_notice_is_not_closed_before_every_objection_is_answered(at):
    world = at("notice")
    objection = object_to(
        world.row, "不属实", form_key=uuid4(), at=world.after - timedelta(seconds=1)
    )

    with pytest.raises(CommendationRefused):
        close_notice(world.row, by=world.publisher, at=world.after)

    answer(objection, "已核实", upheld=False, by=world.supervisor, at=world.after)
    close_notice(world.row, by=world.publisher, at=world.after)
    assert world.row.step == Step.PANEL


def test_a_notice_can_be_made_longer_but_never_shorter(at):
    world = at("notice")
    planned = world.row.notice_until

    with pytest.raises(CommendationRefused):
        extend_notice(world.row, planned, by=world.publisher, at=world.now)

    extend_notice(world.row, planned + timedelta(days=2), by=world.publisher, at=world.now)
    world.row.refresh_from_db()
    assert world.row.notice_until == planned + timedelta(days=2)


def test_a_notice_taken_back_needs_a_reason_and_begins_anew(at):
    world = at("notice")
    before = world.row.draw.commitment

    with pytest.raises(CommendationRefused):
        take_back(world.row, " ", by=world.publisher, at=world.now)
    take_back(world.row, "名单有误", by=world.publisher, at=world.now)
    publish_notice(world.row, 3, by=world.publisher, at=world.now)

    world.row.refresh_from_db()
    assert world.row.step == Step.NOTICE
    assert world.row.draw.commitment != before


def test_the_panel_has_agreed_when_all_have_spoken_and_more_than_half_say_yes(at):
    world = at("panel")
    members = _drawn(world)

    for member, agrees in zip(members, (True, False), strict=False):
        say(world.row, agrees, "理由", by=member, at=world.after)
    assert not panel_agrees(world.row)

    say(world.row, True, "", by=members[2], at=world.after)
    assert panel_agrees(world.row)


def test_half_of_a_panel_is_not_enough(at):
    world = at("draft")
    publish_notice(world.row, 2, by=world.publisher, at=world.now)
    close_notice(world.row, by=world.publisher, at=_after(world))
    first, second = _drawn(world, at=_after(world))

    say(world.row, True, "", by=first, at=_after(world))
    say(world.row, False, "依据不足", by=second, at=_after(world))

    assert not panel_agrees(world.row)
    with pytest.raises(CommendationRefused):
        approve(world.row, by=world.leader, at=_after(world))


def test_only_who_was_drawn_speaks_and_a_no_needs_a_reason(at):
    world = at("panel")
    members = _drawn(world)
    other = next(person for person in world.reviewers if person not in members)

    with pytest.raises(PermissionDenied):
        say(world.row, True, "", by=other, at=world.after)
    with pytest.raises(CommendationRefused):
        say(world.row, False, " ", by=members[0], at=world.after)


def test_who_drafted_does_not_approve(at):
    world = at("agreed")
    drafter = staff(Role.CHAIR, unit=world.unit)
    world.row.drafted_by = drafter
    world.row.save(update_fields=["drafted_by"])

    with pytest.raises(PermissionDenied):
        approve(world.row, by=drafter, at=world.after)

    approve(world.row, by=world.chair, at=world.after)
    assert world.row.step == Step.APPROVED


def test_who_nominated_or_stands_on_the_list_does_not_approve(at):
    world = at("agreed")
    NomineeFactory(commendation=world.row, nominated_by=world.leader)
    NomineeFactory(commendation=world.row, kind="clerk", person=world.chair)

    for person in (world.leader, world.chair):
        with pytest.raises(PermissionDenied):
            approve(world.row, by=person, at=world.after)


def test_after_the_approval_nobody_is_taken_off(at):
    world = at("approved")

    with pytest.raises(CommendationRefused):
        take_off(world.nominee, "理由", by=world.editor, at=world.after)


def test_an_order_makes_a_certificate_for_everyone_left(at):
    world = at("agreed", names=2)
    take_off(world.nominee, "理由", by=world.editor, at=world.after)
    approve(world.row, by=world.leader, at=world.after)

    publish_order(world.row, by=world.publisher, at=world.after)

    left = world.row.nominees.standing().get()
    assert left.certificate.name == left.name
    assert not hasattr(type(world.nominee).objects.get(pk=world.nominee.pk), "certificate")


def test_nothing_leads_back_behind_the_panel(at):
    world = at("panel")

    with pytest.raises(CommendationRefused):
        take_back(world.row, "重抽", by=world.publisher, at=world.after)


def test_a_dropped_list_is_over_and_says_why(at):
    world = at("panel")

    drop(world.row, "证据不足", by=world.publisher, at=world.after)

    assert world.row.history.last().note == "证据不足"
    with pytest.raises(CommendationRefused):
        approve(world.row, by=world.leader, at=world.after)


def test_what_happened_is_only_ever_added(at):
    world = at("notice")
    entry = world.row.history.first()

    for change in (entry.delete, entry.save, world.row.history.all().delete):
        with pytest.raises(RecordIsKept):
            change()


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        (0, date(2026, 1, 1), date(2026, 12, 31)),
        (1, date(2026, 1, 1), date(2026, 3, 31)),
        (4, date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_periods_begin_and_end_with_their_months(quarter, first, last):
    row = CommendationFactory.build(unit=None, drafted_by=None, year=2026, quarter=quarter)

    assert (row.starts_on, row.ends_on) == (first, last)
    assert last_day(2024, 1) == date(2024, 3, 31)


def _drawn(world, at=None):
    draw = draw_panel(world.row, by=world.chair, at=at or world.after)
    return [member.user for member in draw.members.select_related("user")]


def _after(world):
    world.row.refresh_from_db()
    return midnight(world.row.notice_until + timedelta(days=1))
