"""More time is asked for with reasons, given by somebody else, and the author is told why."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from portal.organisation.membership import Role
from suggestions.clocks.extending import latest_extension
from suggestions.clocks.step import Step
from suggestions.duties.contributing import contribute, missing_parts
from suggestions.duties.extending import approve, ask_extension, deny
from suggestions.duties.refusals import Fault
from suggestions.handling.screening import take_back
from suggestions.history import INTERNAL, Event, move
from suggestions.models import Clock, Notice
from suggestions.states import Classification, State
from tests.factories import SuggestionFactory, UserFactory, helping, staff
from tests.suggestions.duties.refused import fault_of

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


@pytest.fixture
def running(place):
    """A claim with a clock that may be extended."""
    row = SuggestionFactory(
        campaign=place.suggestion.campaign,
        unit=place.town,
        author=UserFactory(),
        classification=Classification.CLAIM,
    )
    move(row, State.ACCEPTED, by=place.clerk)
    Clock.objects.filter(suggestion=row, step__in=["reply", "close"]).update(extension_days=30)
    return row


def ask(place, row, **said):
    clock = row.clocks.open().get(step=Step.CLOSE)
    fields = {
        "unit": place.town,
        "until": localdate(clock.due_at) + timedelta(days=10),
        "reason": "需现场鉴定",
        "by": place.clerk,
        "at": now(),
    }
    return ask_extension(row, Step.CLOSE, **(fields | said))


def test_asking_changes_nothing_and_approval_moves_the_clock(place, running):
    clock = running.clocks.open().get(step=Step.CLOSE)
    asked = ask(place, running)
    before = Clock.objects.get(pk=clock.pk).due_at

    approve(asked, by=place.overseer, at=now())

    assert before == clock.due_at
    assert Clock.objects.get(pk=clock.pk).due_at == asked.until


def test_the_author_is_told_of_the_new_day_and_the_reason(place, running):
    approve(ask(place, running), by=place.overseer, at=now())

    entry = running.history.get(event=Event.EXTENDED)
    assert "需现场鉴定" in entry.note
    assert Event.EXTENDED not in INTERNAL
    assert Notice.objects.filter(entry=entry).exists()


def test_co_handlers_get_the_same_time(place, running):
    helping(running, place.water, by=place.plumber)
    reply = running.clocks.open().filter(step=Step.REPLY)
    until = localdate(reply.first().due_at) + timedelta(days=5)
    Clock.objects.filter(step=Step.REPLY).update(extension_days=30)

    asked = ask_extension(
        running,
        Step.REPLY,
        unit=place.town,
        until=until,
        reason="需会商",
        by=place.clerk,
        at=now(),
    )
    approve(asked, by=place.overseer, at=now())

    assert {clock.due_at for clock in reply.all()} == {asked.until}
    assert reply.count() == 2


def test_no_more_than_the_rule_allows_and_no_day_before_the_end(place, running):
    clock = running.clocks.open().get(step=Step.CLOSE)
    latest = latest_extension(clock)

    late = fault_of(ask, place, running, until=latest + timedelta(days=1))
    early = fault_of(ask, place, running, until=localdate(clock.due_at))

    assert (late, early) == (Fault.TOO_LONG, Fault.TOO_LONG)


def test_asking_needs_reasons_and_a_clock_and_is_done_once(place, running):
    assert fault_of(ask, place, running, reason=" ") == Fault.REASON
    assert fault_of(ask, place, running, unit=place.water) == Fault.NO_CLOCK
    ask(place, running)
    assert fault_of(ask, place, running) == Fault.ASKED_BEFORE


def test_no_time_is_given_and_nobody_told_once_no_clock_runs_any_more(place, running):
    asked = ask(place, running)
    take_back(running, by=place.clerk)

    assert fault_of(approve, asked, by=place.overseer, at=now()) == Fault.NO_CLOCK
    assert not running.history.filter(event=Event.EXTENDED).exists()


def test_whoever_asks_does_not_approve_while_there_is_a_second_person(place, running):
    both = staff(Role.HANDLER, Role.SUPERVISOR, unit=place.town)
    asked = ask(place, running, by=both)

    assert fault_of(approve, asked, by=both, at=now()) == Fault.SECOND_PERSON


def test_the_only_person_of_an_office_approves_and_the_history_says_so(place, running):
    place.overseer.memberships.all().delete()
    alone = staff(Role.HANDLER, Role.SUPERVISOR, unit=place.town)

    approve(ask(place, running, by=alone), by=alone, at=now())

    assert running.history.get(event=Event.EXTENDED).internal_note


def test_a_refusal_needs_reasons_and_leaves_the_clock(place, running):
    asked = ask(place, running)
    before = running.clocks.open().get(step=Step.CLOSE).due_at

    assert fault_of(deny, asked, answer="", by=place.overseer, at=now()) == Fault.REASON
    deny(asked, answer="应按期办结", by=place.overseer, at=now())

    assert running.clocks.open().get(step=Step.CLOSE).due_at == before
    assert fault_of(approve, asked, by=place.overseer, at=now()) == Fault.SOMEONE_ELSE


def test_the_reply_waits_for_the_parts_of_co_handlers(place):
    duty = helping(place.suggestion, place.water, by=place.plumber)

    waiting = missing_parts(place.suggestion)
    contribute(duty, "已疏通排水管", by=place.plumber, at=now())

    assert [one.unit for one in waiting] == [place.water]
    assert missing_parts(place.suggestion) == []


def test_a_part_has_words_and_comes_from_a_co_handler_who_has_accepted(place):
    duty = helping(place.suggestion, place.water, by=place.plumber)
    move(place.suggestion, State.ANSWERED, by=place.clerk, note="已答复")

    assert fault_of(contribute, duty, "晚了", by=place.plumber, at=now()) == Fault.SOMEONE_ELSE
