"""Status goes back: every move once, in order, also while the other system is down for a day."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import time_machine
from django.utils import timezone

from suggestions.handling.screening import classify
from suggestions.history import move
from suggestions.models import ConnectedSystem, StatusChange
from suggestions.states import Classification, State
from suggestions.workorders.changes import CannotCommit, commit_date, number_waiting, told
from suggestions.workorders.following import follow_moves
from suggestions.workorders.pushing import may_be_told, push_waiting, signature
from tests.factories import (
    ConnectedSystemFactory,
    SuggestionFactory,
    UserFactory,
    WorkOrderFactory,
    api_key,
)
from tests.suggestions.api.asking import get

pytestmark = pytest.mark.django_db


class Receiver(BaseHTTPRequestHandler):
    """What the other system does: notes each message and answers as it is told."""

    def do_POST(self):
        """Note it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def receiver():
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.heard, server.answers = [], []
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def system(receiver, settings):
    host = f"127.0.0.1:{receiver.server_port}"
    settings.PUSH_HOSTS = [host]
    return ConnectedSystemFactory(push_url=f"http://{host}/status")


def numbers(receiver):
    return [json.loads(body)["change"] for _headers, body in receiver.heard]


def test_each_move_of_a_work_order_becomes_one_change_with_its_own_number(client):
    order = WorkOrderFactory(number="GD-1")
    move(order.suggestion, State.ACCEPTED, by=None)
    move(order.suggestion, State.ANSWERED, by=None, note="路灯已修复")

    said = get(client, "/work-orders/changes", key=api_key(order.system)).json()

    told_of = [(row["change"], row["number"], row["status"], row["note"]) for row in said["items"]]
    assert told_of == [(1, "GD-1", "accepted", ""), (2, "GD-1", "answered", "路灯已修复")]
    assert (said["last"], said["more"]) == (2, False)


def test_what_came_otherwise_costs_no_query(django_assert_num_queries):
    entry = move(SuggestionFactory(), State.ACCEPTED, by=None)

    with django_assert_num_queries(0):
        follow_moves([entry])
    assert not StatusChange.objects.exists()


def test_a_cursor_passes_nothing_by_and_reads_nothing_twice(client):
    system = ConnectedSystemFactory()
    for _ in range(5):
        move(WorkOrderFactory(system=system).suggestion, State.ACCEPTED, by=None)
    key, seen, last = api_key(system), [], 0

    while True:
        said = get(client, "/work-orders/changes", key=key, after=last, limit=2).json()
        seen += [row["change"] for row in said["items"]]
        last = said["last"]
        if not said["more"]:
            break

    assert seen == [1, 2, 3, 4, 5]


def test_a_change_made_first_but_seen_last_still_comes_after_the_cursor():
    system = ConnectedSystemFactory()
    first, second = WorkOrderFactory(system=system), WorkOrderFactory(system=system)
    late = StatusChange(order=first, system=system, status="accepted", at=timezone.now())
    move(second.suggestion, State.ACCEPTED, by=None)
    number_waiting(system)

    late.save()
    number_waiting(system)

    assert [row.order for row in told(system)] == [second, first]


def test_one_system_reads_nothing_of_another(client):
    order, other = WorkOrderFactory(number="GD-1"), ConnectedSystemFactory()
    move(order.suggestion, State.ACCEPTED, by=None)
    key = api_key(other)

    assert get(client, "/work-orders/changes", key=key).json()["items"] == []
    assert get(client, "/work-orders/GD-1", key=key).status_code == 404


def test_an_order_that_becomes_a_sealed_report_ends_there_without_a_word(client):
    order, other = WorkOrderFactory(number="GD-1"), WorkOrderFactory()
    move(order.suggestion, State.ACCEPTED, by=None, note="已转某局")
    classify(order.suggestion, Classification.REPORT, by=None)
    move(order.suggestion, State.ANSWERED, by=None, note="已立案")
    key = api_key(order.system)

    changes = get(client, "/work-orders/changes", key=key).json()["items"]
    state = get(client, "/work-orders/GD-1", key=key).json()

    assert [(row["number"], row["status"], row["note"]) for row in changes] == [
        ("GD-1", "referred", "")
    ]
    assert (state["status"], state["unit"], state["steps"]) == ("referred", "", [])
    assert get(client, "/work-orders/GD-1", key=api_key(other.system)).status_code == 404


def test_an_order_that_was_no_report_after_all_is_told_where_it_stands(client):
    order = WorkOrderFactory(number="GD-1")
    move(order.suggestion, State.ACCEPTED, by=None, note="已转某局")
    classify(order.suggestion, Classification.REPORT, by=None)
    key = api_key(order.system)
    before = get(client, "/work-orders/changes", key=key).json()

    classify(order.suggestion, Classification.CLAIM, by=None)

    after = get(client, f"/work-orders/changes?after={before['last']}", key=key).json()["items"]
    assert [(row["number"], row["status"]) for row in after] == [("GD-1", "accepted")]
    assert get(client, "/work-orders/GD-1", key=key).json()["status"] == "accepted"


def test_a_committed_date_is_told_with_its_measures(client):
    order, now = WorkOrderFactory(), timezone.now()
    day = timezone.localdate(now) + timedelta(days=20)

    commit_date(order, day, by=UserFactory(), note="二十日内更换", at=now)

    key = api_key(order.system)
    change = get(client, "/work-orders/changes", key=key).json()["items"][0]
    assert (change["status"], change["committed_on"]) == ("committed", day.isoformat())
    status = get(client, f"/work-orders/{order.number}", key=key).json()
    assert status["committed_on"] == day.isoformat()


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.ANSWERED])
def test_no_date_is_promised_for_what_nobody_works_on_any_more(state):
    order, now = WorkOrderFactory(), timezone.now()
    move(order.suggestion, state, by=None, note="说明")

    with pytest.raises(CannotCommit):
        commit_date(order, timezone.localdate(now), by=UserFactory(), note="二十日内", at=now)

    assert not StatusChange.objects.filter(status="committed").exists()


def test_changes_are_pushed_in_order_signed_and_once(system, receiver):
    order = WorkOrderFactory(system=system)
    move(order.suggestion, State.ACCEPTED, by=None)
    move(order.suggestion, State.ANSWERED, by=None)

    push_waiting()
    push_waiting()

    assert numbers(receiver) == [1, 2]
    headers, body = receiver.heard[0]
    assert headers["Idempotency-Key"] == f"{system.code}-1"
    assert headers["X-Signature"] == f"sha256={signature(system, body)}"
    assert not StatusChange.objects.unpushed().exists()


def test_nothing_is_lost_or_overtaken_while_the_other_system_is_down_for_a_day(system, receiver):
    order = WorkOrderFactory(system=system)
    receiver.answers = [500] * 100
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        move(order.suggestion, State.ACCEPTED, by=None)
        for minute in range(0, 24 * 60, 10):
            clock.move_to(start + timedelta(minutes=minute))
            push_waiting()
        tries = len(receiver.heard)
        move(order.suggestion, State.ANSWERED, by=None)
        receiver.answers = []
        clock.move_to(start + timedelta(hours=26))
        push_waiting()

    assert tries < 40, "a system that is down is not asked every minute"
    assert set(numbers(receiver)[:tries]) == {1}
    assert numbers(receiver)[tries:] == [1, 2]
    keys = {headers["Idempotency-Key"] for headers, _body in receiver.heard}
    assert keys == {f"{system.code}-1", f"{system.code}-2"}
    system.refresh_from_db()
    assert (system.push_failures, system.push_error) == (0, "")


def test_a_server_that_is_gone_leaves_everything_waiting(system, receiver):
    move(WorkOrderFactory(system=system).suggestion, State.ACCEPTED, by=None)
    receiver.shutdown()
    receiver.server_close()

    push_waiting()

    system.refresh_from_db()
    assert system.push_error == "ConnectionError"
    assert system.push_next_at > timezone.now()
    assert StatusChange.objects.unpushed().count() == 1


def test_two_workers_do_not_push_the_same(system, receiver):
    move(WorkOrderFactory(system=system).suggestion, State.ACCEPTED, by=None)
    ConnectedSystem.objects.update(push_claimed_at=timezone.now())

    push_waiting()

    assert receiver.heard == []


def test_only_named_hosts_are_told(settings, system, receiver):
    settings.PUSH_HOSTS = ["hotline.example.org"]
    move(WorkOrderFactory(system=system).suggestion, State.ACCEPTED, by=None)

    push_waiting()

    assert receiver.heard == []
    assert may_be_told("https://hotline.example.org/x")
    assert not may_be_told("https://hotline.example.org.evil.example/x")
    assert not may_be_told("https://hotline.example.org@evil.example/x")
    assert not may_be_told("")


def test_a_long_list_is_pushed_in_several_runs(system, receiver, monkeypatch):
    monkeypatch.setattr("suggestions.workorders.pushing.AT_MOST", 2)
    for _ in range(3):
        move(WorkOrderFactory(system=system).suggestion, State.ACCEPTED, by=None)

    push_waiting()
    assert numbers(receiver) == [1, 2]
    push_waiting()
    assert numbers(receiver) == [1, 2, 3]
