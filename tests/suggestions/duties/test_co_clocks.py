"""Who helps is as late as who leads, whenever they join and whatever becomes of the clock."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suggestions.clocks.clock import Clock
from suggestions.clocks.committing import commit_to_day
from suggestions.clocks.extending import extend_clock, latest_extension
from suggestions.clocks.running import begin, pause_clocks, resume_clocks, start_clock
from suggestions.clocks.step import Start, Step
from suggestions.duties.extending import approve, ask_extension
from suggestions.duties.following import follow_moves
from suggestions.figures.case_facts import FactsQueue
from suggestions.history import move
from suggestions.states import Channel, Classification, State
from tests.factories import SuggestionFactory, helping

pytestmark = pytest.mark.django_db

SAME = (
    "rule",
    "length",
    "length_unit",
    "rolls",
    "source",
    "extension_days",
    "may_commit",
    "started_at",
    "due_at",
    "paused_at",
    "extended_to",
)
DAY = timedelta(days=1)


def now():
    return timezone.now()


def owed(row, unit):
    return row.clocks.open().get(step=Step.REPLY, unit=unit)


def said(clock):
    """All that a clock says of its time, its pauses included."""
    pauses = clock.pauses.values_list("started_at", "ended_at", "reason")
    return [getattr(clock, name) for name in SAME] + list(pauses)


def both(place):
    """What the clocks of the lead and of who helps say."""
    return [said(owed(place.suggestion, unit)) for unit in (place.town, place.roads)]


def paused(place):
    row = place.suggestion
    with time_machine.travel(now() - 70 * DAY):
        begin([row], Start.ACCEPTED, at=now())
        move(row, State.REVIEWING, by=None)
    with time_machine.travel(now() - DAY):
        move(row, State.ACCEPTED, by=None)


def standing_still(place):
    begin([place.suggestion], Start.ACCEPTED, at=now() - 3 * DAY)
    pause_clocks(place.suggestion, at=now() - DAY, reason="等待补正")


def extended(place):
    begin([place.suggestion], Start.ACCEPTED, at=now())
    lead = owed(place.suggestion, place.town)
    until = latest_extension(lead)
    extend_clock(lead, until=until, by=place.overseer, reason="疑难", at=now())


def committed(place):
    place.suggestion.channel = Channel.HOTLINE
    place.suggestion.save()
    begin([place.suggestion], Start.SUBMITTED)
    commit_to_day(place.suggestion, timezone.localdate() + 90 * DAY, at=now())


@pytest.mark.parametrize("before", [paused, standing_still, extended, committed])
def test_who_joins_later_owes_what_the_lead_owes_by_then(place, before):
    Clock.objects.all().delete()
    before(place)

    helping(place.suggestion, place.roads, by=place.driver)

    lead, co = both(place)
    assert co == lead
    assert not owed(place.suggestion, place.roads).is_late(now())


def test_who_owes_it_already_keeps_the_clock_and_without_the_leads_nobody_owes_it(place):
    own = start_clock(place.suggestion, Step.REPLY, at=now() - 5 * DAY, unit=place.roads)

    helping(place.suggestion, place.water, by=place.plumber)
    start_clock(place.suggestion, Step.REPLY, at=now())
    helping(place.suggestion, place.roads, by=place.driver)

    assert said(owed(place.suggestion, place.roads)) == said(own)
    assert not place.suggestion.clocks.of_units([place.water]).filter(step=Step.REPLY).exists()


@pytest.mark.parametrize("before", [paused, standing_still, extended, committed])
def test_the_copy_stands_still_and_goes_on_with_the_leads(place, before):
    before(place)
    helping(place.suggestion, place.roads, by=place.driver)

    pause_clocks(place.suggestion, at=now(), reason="等待补正")
    resume_clocks(place.suggestion, at=now() + 10 * DAY)

    lead, co = both(place)
    assert co == lead
    assert lead[SAME.index("paused_at")] is None


def test_the_copy_is_extended_with_the_leads(place):
    row = place.suggestion
    row.classification = Classification.CLAIM
    row.save()
    start_clock(row, Step.REPLY, at=now())
    row.clocks.update(extension_days=30)
    helping(row, place.roads, by=place.driver)
    until = latest_extension(owed(row, place.town))
    about = {"unit": place.town, "until": until, "reason": "需会商", "by": place.clerk}

    approve(ask_extension(row, Step.REPLY, **about, at=now()), by=place.overseer, at=now())

    lead, co = both(place)
    assert co == lead
    assert timezone.localdate(owed(row, place.roads).due_at) == until


def test_the_copy_is_met_by_a_committed_day_and_has_it_too(place):
    place.suggestion.channel = Channel.HOTLINE
    place.suggestion.save()
    begin([place.suggestion], Start.SUBMITTED)
    helping(place.suggestion, place.roads, by=place.driver)

    assert commit_to_day(place.suggestion, timezone.localdate() + 90 * DAY, at=now()) == 2

    lead, co = both(place)
    assert co == lead


def test_a_new_copy_has_its_suggestion_counted_again(place):
    extended(place)
    FactsQueue.objects.all().delete()

    helping(place.suggestion, place.roads, by=place.driver)

    assert set(FactsQueue.objects.values_list("suggestion_id", flat=True)) == {place.suggestion.pk}


def test_accepting_many_costs_as_many_queries_as_accepting_one(place):
    def accepted(count):
        entries = []
        for _number in range(count):
            row = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town)
            helping(row, place.roads, by=place.driver)
            helping(row, place.water, by=place.plumber)
            row.state = State.ACCEPTED
            begin([row], Start.ACCEPTED, at=now())
            entries.append(row.history.model(suggestion=row, after=State.ACCEPTED, at=moment))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            follow_moves(entries)
        return len(queries)

    moment = now()

    assert accepted(4) == accepted(1)
    shared = Clock.objects.open().filter(step=Step.REPLY).of_units([place.roads, place.water])
    assert shared.count() == 10
