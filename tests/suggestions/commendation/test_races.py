"""Two at once: one approval, one draw, and an objection at the last second is never lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.organisation.membership import Role
from suggestions.commendation.approving import approve
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.draw import PanelMember
from suggestions.commendation.drawing import draw_panel
from suggestions.commendation.issuing import revoke
from suggestions.commendation.notice import close_notice
from suggestions.commendation.objecting import answer, object_to
from suggestions.commendation.objection import Objection
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.steps import Step
from suggestions.models import Certificate
from tests.factories import staff
from tests.suggestions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refused_or(act):
    """What `act` returns, or its refusal."""

    def run():
        try:
            return act()
        except CommendationRefused as refusal:
            return refusal

    return run


def row():
    return Commendation.objects.select_related("unit").get()


def test_two_approvals_leave_one_and_the_second_is_told(at):
    world = at("agreed")
    leaders = [staff(Role.LEADER, unit=world.unit), world.chair]

    results = at_once(
        [refused_or(lambda p=p: approve(row(), by=p, at=world.after)) for p in leaders * 2]
    )

    assert sum(isinstance(one, CommendationRefused) for one in results) == 3
    assert row().history.filter(after=Step.APPROVED).count() == 1


def test_a_double_draw_is_one(at):
    world = at("panel")

    draws = at_once([lambda: draw_panel(row(), by=world.chair, at=world.after).drawn_at] * 4)

    assert len(set(draws)) == 1
    assert PanelMember.objects.count() == 3


def test_an_objection_and_the_end_of_the_notice_meet(at):
    world = at("notice")
    last = world.after - timedelta(seconds=1)

    results = at_once(
        [
            refused_or(lambda: object_to(row(), "不属实", form_key=uuid4(), at=last)),
            refused_or(lambda: close_notice(row(), by=world.publisher, at=world.after)),
        ]
    )

    # either it was taken, and the notice waits for its answer, or it came after the notice
    taken = Objection.objects.exists()
    assert row().step == (Step.NOTICE if taken else Step.PANEL)
    assert sum(isinstance(one, CommendationRefused) for one in results) == 1


def test_a_double_click_sends_one_objection(at):
    world, key = at("notice"), uuid4()

    at_once([lambda: object_to(row(), "不属实", form_key=key, at=world.now).pk] * 4)

    assert Objection.objects.count() == 1


def test_two_who_answer_leave_one_answer(at):
    world = at("notice")
    made = object_to(row(), "不属实", form_key=uuid4(), at=world.now)

    def run(person, words):
        found = Objection.objects.select_related("commendation__unit").get(pk=made.pk)
        answer(found, words, upheld=False, by=person, at=world.now)

    results = at_once(
        [
            refused_or(lambda: run(world.editor, "甲")),
            refused_or(lambda: run(world.supervisor, "乙")),
        ]
    )

    assert sum(isinstance(one, CommendationRefused) for one in results) == 1


def test_a_certificate_is_revoked_once(at):
    at("published")
    world_row = row()
    publisher = staff(Role.PUBLISHER, unit=world_row.unit)
    key = Certificate.objects.get().pk

    def run():
        certificate = Certificate.objects.select_related("nominee__commendation__unit").get(pk=key)
        revoke(certificate, "名单更正", by=publisher, at=world_row.published_at)

    results = at_once([refused_or(run)] * 3)

    assert sum(isinstance(one, CommendationRefused) for one in results) == 2
