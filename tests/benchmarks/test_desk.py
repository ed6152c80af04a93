"""The work desk, assigning and replying at three sizes, against one bare row in the same run.

`BENCH_DESK=1000,100000` measures other sizes. All rows are open and have a running clock: the
worst case, for nothing is out of the way because it is done.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.unit import Unit
from suggestions.clocks.clock import Clock
from suggestions.duties.assigning import assign
from suggestions.duties.duty import Duty
from suggestions.history import move
from suggestions.models import Suggestion
from suggestions.states import State
from tests.benchmarks.rows import grow_to, one_suggestion
from tests.factories import ClockFactory, UnitFactory, staff

SIZES = tuple(map(int, os.environ.get("BENCH_DESK", "1000,100000,1000000").split(",")))
ROUNDS, WARM_UP = 15, 3
MOST_GROWTH = 1.3
UNITS = 4
REFERENCE = "a view that inserts one row behind the same middleware"
UNIT = "times as long (lower is faster)"
SPREAD = f"""
update suggestions_suggestion set state = 'accepted', public_since = null,
    unit_id = (%(units)s::bigint[])[1 + id %% {UNITS}]
where state <> 'accepted' or public_since is not null
    or unit_id <> (%(units)s::bigint[])[1 + id %% {UNITS}]
"""
CLOCKS = """
insert into suggestions_clock ({columns}, suggestion_id, unit_id, due_at)
select {values}, s.id, s.unit_id, now() + (s.id %% 1000 - 500) * interval '10 seconds'
from suggestions_suggestion s, suggestions_clock c
where c.id = %(clock)s and not exists (
    select 1 from suggestions_clock o where o.suggestion_id = s.id)
"""
DUTIES = """
insert into suggestions_duty ({columns}, suggestion_id, unit_id, state, handler_id)
select {values}, s.id, s.unit_id, case when s.id %% 4 = 3 then 'offered' else 'accepted' end,
    case when s.id < %(duty)s + 400 and s.id %% 4 = 0 then %(person)s end
from suggestions_suggestion s, suggestions_duty d
where d.id = %(duty)s and not exists (
    select 1 from suggestions_duty o where o.suggestion_id = s.id)
"""
TABS = ("mine", "today", "overdue", "waiting", "all")
pytestmark = pytest.mark.usefixtures("left_to_the_worker")


def typical_time(ask: Callable[[int], object]) -> float:
    """The median time of `ask`, which is given the number of the round, in seconds."""
    times = []
    for number in range(ROUNDS + WARM_UP):
        start = perf_counter()
        ask(number)
        times.append(perf_counter() - start)
    return median(times[WARM_UP:])


def copied(model: type, *, without: set[str]) -> dict[str, str]:
    """The columns of `model` to copy from a pattern row, as two parts of a statement."""
    names = [field.column for field in model._meta.concrete_fields]
    kept = [name for name in names if name not in {"id", *without}]
    return {"columns": ", ".join(kept), "values": ", ".join(f"{{0}}.{name}" for name in kept)}


def fill(units: list[int], clock: Clock, duty: Duty) -> None:
    """Give every suggestion a unit, a running clock and an accepted duty; made by the database."""
    clocks = copied(Clock, without={"suggestion_id", "unit_id", "due_at"})
    duties = copied(Duty, without={"suggestion_id", "unit_id", "state", "handler_id"})
    with connection.cursor() as cursor:
        cursor.execute(SPREAD, {"units": units})
        of_clock = CLOCKS.format(columns=clocks["columns"], values=clocks["values"].format("c"))
        cursor.execute(of_clock, {"clock": clock.pk})
        of_duty = DUTIES.format(columns=duties["columns"], values=duties["values"].format("d"))
        cursor.execute(of_duty, {"duty": duty.pk, "person": duty.handler_id})
        for table in ("suggestion", "clock", "duty"):
            cursor.execute(f"vacuum analyze suggestions_{table}")


@pytest.mark.benchmark_run
@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.benchmarks.urls")
def test_the_desk_does_not_grow_with_the_rows(report: Callable[..., None]) -> None:
    pattern = one_suggestion()
    units = [UnitFactory(parent=pattern.unit) for _number in range(UNITS)]
    handler = staff(Role.HANDLER, unit=units[0])
    supervisor = staff(Role.SUPERVISOR, unit=pattern.unit)
    now = timezone.now()
    clock = ClockFactory(suggestion=pattern, unit=units[0], started_at=now - timedelta(days=20))
    duty = Duty.objects.create(
        suggestion=pattern,
        unit=units[0],
        sender=pattern.unit,
        state="accepted",
        handler=handler,
        sent_at=now,
        accepted_at=now,
    )
    guest, at_desk, above = Client(), Client(), Client()
    at_desk.force_login(handler)
    above.force_login(supervisor)
    growth: dict[str, list[float]] = {}
    for size in SIZES:
        grow_to(size, pattern)
        fill([unit.pk for unit in units], clock, duty)
        bare = typical_time(lambda number: guest.get("/insert/"))
        for name, ask in asked(at_desk, above, handler, units).items():
            took = typical_time(ask) / bare
            growth.setdefault(name, []).append(took)
            report(f"desk: {name}", size=size, ratio=took, reference=REFERENCE, unit=UNIT)
    too_slow = {name: took for name, took in growth.items() if took[-1] > MOST_GROWTH * took[0]}
    assert too_slow == {}


def asked(
    at_desk: Client, above: Client, handler: User, units: list[Unit]
) -> dict[str, Callable[[int], object]]:
    """What is measured: a name and what to do in each round."""

    def page(client: Client, tab: str) -> Callable[[int], object]:
        def ask(number: int) -> None:
            assert client.get("/admin/desk/", {"tab": tab}).status_code == 200

        return ask

    # the newest: those of the sizes before have been given away already
    fresh = Suggestion.objects.filter(unit=units[1], state=State.ACCEPTED).order_by("-pk")
    rows = list(fresh[: 2 * (ROUNDS + WARM_UP)])

    def give(number: int) -> None:
        assign(rows[number], units[2], by=handler, at=timezone.now())

    def reply(number: int) -> None:
        move(rows[ROUNDS + WARM_UP + number], State.ANSWERED, by=handler, note="已办理")

    pages = {f"{tab} of a unit": page(at_desk, tab) for tab in TABS}
    pages |= {f"{tab} of all units": page(above, tab) for tab in TABS}
    return {**pages, "assign": give, "reply": reply}
