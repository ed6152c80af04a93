"""Ends that move: extensions, committed days, recounts and successors."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.organisation.membership import Role
from portal.working_days.special_day import SpecialDay
from suggestions.clocks.clock import ChangeKind, Clock
from suggestions.clocks.committing import commit_to_day
from suggestions.clocks.extending import CannotExtend, extend_clock, latest_extension
from suggestions.clocks.passing import pass_clocks_on
from suggestions.clocks.reach import unannounced
from suggestions.clocks.recounting import recount
from suggestions.clocks.running import (
    cancel_clocks,
    hand_over,
    pause_clocks,
    resume_clocks,
    start_clock,
)
from suggestions.clocks.standard import Standard
from suggestions.clocks.step import Step
from suggestions.figures.case_facts import FactsQueue
from suggestions.states import Channel, Classification
from tests.factories import ClockFactory, SuggestionFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 2, 9, tzinfo=CHINA)


@pytest.fixture
def closing():
    """The clock of a claim that was accepted on Monday 2 November: due on 4 January."""
    return start_clock(
        SuggestionFactory(classification=Classification.CLAIM), Step.CLOSE, at=MONDAY
    )


def day_of(clock):
    clock.refresh_from_db()
    return timezone.localdate(clock.due_at)


def extended(clock, until, *, at=MONDAY, reason="情况复杂"):
    return extend_clock(clock, until=until, by=UserFactory(), reason=reason, at=at)


def test_closing_is_extended_by_thirty_days_at_most(closing):
    assert latest_extension(closing) == date(2027, 2, 3)
    with pytest.raises(CannotExtend, match="2027"):
        extended(closing, date(2027, 2, 4))

    change = extended(closing, date(2027, 2, 3))

    assert day_of(closing) == date(2027, 2, 3)
    assert (change.kind, timezone.localdate(change.before)) == ("extended", date(2027, 1, 4))


def test_a_second_extension_is_refused(closing):
    extended(closing, date(2027, 1, 10))

    with pytest.raises(CannotExtend):
        extended(closing, date(2027, 1, 20))

    assert day_of(closing) == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("until", "at", "reason"),
    [
        (date(2027, 1, 10), MONDAY, " "),
        (date(2027, 1, 4), MONDAY, "情况复杂"),  # that is its end already
        (date(2026, 12, 1), MONDAY, "情况复杂"),
        (date(2027, 1, 10), MONDAY + timedelta(days=80), "情况复杂"),  # too late to ask
    ],
)
def test_what_is_no_extension_is_refused(closing, until, at, reason):
    with pytest.raises(CannotExtend):
        extended(closing, until, at=at, reason=reason)

    assert day_of(closing) == date(2027, 1, 4)


def test_registering_cannot_be_extended():
    clock = start_clock(SuggestionFactory(), Step.FORWARD, at=MONDAY)

    with pytest.raises(CannotExtend):
        extended(clock, date(2026, 11, 20))


@pytest.fixture
def reply():
    """Fifteen working days from Monday 2 November: until Monday 23 November."""
    return start_clock(SuggestionFactory(accepted=True), Step.REPLY, at=MONDAY)


def counted(**options):
    return recount(by=None, reason="台风", at=MONDAY, **options)


def test_a_day_off_is_given_to_running_clocks_and_noted(reply, django_capture_on_commit_callbacks):
    assert day_of(reply) == date(2026, 11, 23)

    with django_capture_on_commit_callbacks(execute=True):
        SpecialDay.objects.create(day=date(2026, 11, 18), is_working=False, why="台风")

    assert day_of(reply) == date(2026, 11, 24)
    change = reply.changes.get()
    assert (change.kind, timezone.localdate(change.before)) == (
        ChangeKind.RECOUNTED,
        date(2026, 11, 23),
    )


def test_a_make_up_day_never_shortens_a_clock_silently(reply, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        SpecialDay.objects.create(day=date(2026, 11, 14), is_working=True, why="调休")

    assert day_of(reply) == date(2026, 11, 23)
    assert counted().left == 1

    assert counted(shorten=True).earlier == 1
    assert day_of(reply) == date(2026, 11, 20)
    assert reply.changes.get().reason == "台风"


def test_changed_rules_reach_running_clocks_only_when_asked(reply):
    rules = Standard.objects.get(code="local-suggestion").rules
    rules.filter(step=Step.REPLY).update(length=20)

    assert counted().later == 0
    assert counted(with_rules=True).later == 1

    assert day_of(reply) == date(2026, 11, 30)
    assert reply.length == 20


def stood_still(clock, first, last):
    """`clock` after a pause between these moments of local time."""
    pause_clocks(clock.suggestion, at=datetime(*first, 10, tzinfo=CHINA), reason="评审中")
    resume_clocks(clock.suggestion, at=datetime(*last, 10, tzinfo=CHINA))
    return day_of(clock)


def test_a_make_up_day_entered_meanwhile_shortens_no_clock_that_goes_on(reply):
    SpecialDay.objects.create(day=date(2026, 11, 14), is_working=True, why="调休")

    assert stood_still(reply, (2026, 11, 5), (2026, 11, 5)) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        # before the first end: the thirty days of the extension are still to come
        ((2026, 12, 1), (2026, 12, 31), date(2027, 3, 5)),
        # within the extension
        ((2027, 1, 10), (2027, 3, 1), date(2027, 3, 25)),
        # 13 March is a Saturday
        ((2027, 1, 10), (2027, 2, 17), date(2027, 3, 15)),
        # it was late when it stopped
        ((2027, 2, 10), (2027, 3, 1), date(2027, 2, 3)),
    ],
)
def test_a_pause_is_given_to_what_was_extended_too(closing, first, last, due):
    extended(closing, date(2027, 2, 3))

    assert stood_still(closing, first, last) == due


def test_an_extension_and_a_committed_day_outlive_a_recount(closing):
    extended(closing, date(2027, 2, 3))
    hotline = SuggestionFactory(channel=Channel.HOTLINE)
    start_clock(hotline, Step.REPLY, at=MONDAY)
    commit_to_day(hotline, date(2026, 12, 24), at=MONDAY)

    counted(with_rules=True, shorten=True)

    assert day_of(closing) == date(2027, 2, 3)
    assert day_of(hotline.clocks.open().get()) == date(2026, 12, 24)


def test_what_stands_still_or_is_done_is_not_recounted(reply):
    SpecialDay.objects.bulk_create(
        [SpecialDay(day=date(2026, 11, 18), is_working=False, why="台风")]
    )
    Clock.objects.update(met_at=MONDAY)

    assert counted().later == 0
    assert day_of(reply) == date(2026, 11, 23)


def test_the_command_tells_what_it_did(reply, capsys):
    SpecialDay.objects.bulk_create(
        [SpecialDay(day=date(2026, 11, 18), is_working=False, why="台风")]
    )

    call_command("recount_clocks")

    assert "1 later, 0 earlier, 0 left" in capsys.readouterr().out


def test_a_year_without_announced_make_up_days_is_named_until_they_are_entered():
    ClockFactory(due_at=datetime(2098, 3, 1, tzinfo=CHINA))
    at = datetime(2098, 1, 10, tzinfo=CHINA)
    assert unannounced(at) == [2098]
    with pytest.raises(CommandError, match="2098"):
        call_command("check_working_days")

    SpecialDay.objects.create(day=date(2098, 2, 8), is_working=True, why="国务院办公厅通知")

    assert date(2098, 2, 8).weekday() >= 5
    assert unannounced(at) == []


def test_a_dissolved_units_clocks_pass_to_its_successor_with_the_time_that_is_left():
    clock, successor = ClockFactory(), UnitFactory()
    doubled = ClockFactory(unit=clock.unit)
    own = ClockFactory(suggestion=doubled.suggestion, unit=successor)
    due = clock.due_at

    assert pass_clocks_on(clock.unit, successor, at=timezone.now()) == 1

    clock.refresh_from_db()
    assert (clock.unit, clock.due_at) == (successor, due)
    assert list(doubled.suggestion.clocks.open()) == [own]


def test_a_sealed_reports_clock_passes_only_to_an_office_that_reads_reports():
    report = SuggestionFactory(classification=Classification.REPORT)
    clock = ClockFactory(suggestion=report)

    assert pass_clocks_on(clock.unit, UnitFactory(), at=timezone.now()) == 0
    assert pass_clocks_on(clock.unit, UnitFactory(receives_reports=True), at=timezone.now()) == 1


def test_another_unit_that_accepts_owes_what_was_owed():
    clock, other = ClockFactory(), UnitFactory()

    hand_over(clock.suggestion, other, before=clock.unit, at=timezone.now())

    assert [one.unit for one in clock.suggestion.clocks.open()] == [other]


def test_the_administrator_is_warned_on_the_first_page(client):
    ClockFactory(due_at=datetime(2098, 3, 1, tzinfo=CHINA))
    administrator = staff(Role.SYSTEM_ADMIN, unit=UnitFactory())
    client.force_login(administrator)

    page = client.get("/admin/").content.decode()

    assert "2098" in page


@pytest.mark.parametrize(
    "change",
    [
        lambda clock: pause_clocks(clock.suggestion, at=MONDAY, reason="待补充"),
        lambda clock: resume_clocks(clock.suggestion, at=MONDAY),
        lambda clock: cancel_clocks(clock.suggestion, at=MONDAY),
        lambda clock: extend_clock(
            clock, until=date(2027, 1, 20), by=UserFactory(), reason="疑难", at=MONDAY
        ),
    ],
    ids=["paused", "resumed", "cancelled", "extended"],
)
def test_whatever_changes_a_clock_has_its_suggestion_counted_again(closing, change):
    FactsQueue.objects.all().delete()

    change(closing)

    queued = set(FactsQueue.objects.values_list("suggestion_id", flat=True))
    assert queued == {closing.suggestion_id}
