"""The scripts of services/ start, find and stop exactly what they are meant to."""

import os
import pwd
import socket
import sys

import pytest

from services import packages, processes
from services.elasticsearch import Node
from services.errors import ServiceError
from services.places import identity, ordinary_account
from services.ports import LOOPBACK, choose_port, free_port, http_answers, is_free, line_answers
from services.processes import Server


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "STATE", tmp_path)
    return tmp_path


@pytest.fixture
def me():
    return pwd.getpwuid(os.geteuid())


def web_server(folder, port, code=""):
    """A real server for a moment: Python's own, or the given code."""
    command = (sys.executable, "-m", "http.server", str(port), "--bind", LOOPBACK)
    return Server(
        name="example",
        port=port,
        command=(sys.executable, "-c", code) if code else command,
        folder=folder,
        answers=lambda: http_answers(f"http://{LOOPBACK}:{port}/"),
        ready_within=20,
    )


def test_a_started_server_answers_until_it_is_stopped(tmp_path, me):
    port = free_port()
    processes.start(web_server(tmp_path, port), me)

    running = processes.recorded("example")
    assert http_answers(f"http://{LOOPBACK}:{port}/")
    assert processes.all_recorded() == [running]

    processes.stop(running)
    assert not http_answers(f"http://{LOOPBACK}:{port}/")
    assert processes.all_recorded() == []


def test_starting_twice_starts_one(tmp_path, me):
    server = web_server(tmp_path, free_port())
    processes.start(server, me)
    first = processes.recorded("example")

    processes.start(server, me)

    assert processes.recorded("example") == first
    processes.stop(first)


def test_a_running_server_keeps_its_port(tmp_path, me):
    port = free_port()
    processes.start(web_server(tmp_path, port), me)

    assert choose_port("example", preferred=1) == port
    processes.stop(processes.recorded("example"))


def test_a_server_that_stops_is_reported_with_the_end_of_its_log(tmp_path, me):
    broken = web_server(tmp_path, free_port(), code="raise SystemExit('no such setting')")

    with pytest.raises(ServiceError, match="no such setting"):
        processes.start(broken, me)


def test_a_process_of_the_same_number_is_not_taken_for_ours(state):
    record = f'{{"name": "x", "pid": {os.getpid()}, "born": "1", "port": 1, "stop_signal": 15}}'
    (state / "x.json").write_text(record)

    assert processes.recorded("x") is None
    assert processes.all_recorded() == []


def test_a_server_that_ignores_the_request_is_killed(tmp_path, me, monkeypatch):
    monkeypatch.setattr(processes, "STOP_WITHIN", 1)
    port = free_port()
    stubborn = (
        "import http.server, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "http.server.test(http.server.SimpleHTTPRequestHandler,"
        f"bind='{LOOPBACK}', port={port})"
    )
    processes.start(web_server(tmp_path, port, code=stubborn), me)
    running = processes.recorded("example")

    processes.stop(running)

    assert not running.alive


def test_a_taken_port_is_not_chosen():
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not is_free(port)
        assert choose_port("example", preferred=port) != port


def test_a_port_without_a_server_gives_no_answer():
    assert not line_answers(free_port(), b"PING\r\n", b"+PONG")


def test_a_missing_program_is_named_to_an_ordinary_user(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setitem(packages.DEBIAN_PACKAGES, "no-such-server", "no-such-package")

    with pytest.raises(ServiceError, match="please install no-such-package"):
        packages.program("no-such-server")


def test_a_server_never_runs_as_root():
    account = ordinary_account()

    assert account.pw_uid != 0
    assert identity(account).get("user", os.geteuid()) == account.pw_uid


def test_one_node_finds_no_others_and_several_find_each_other(tmp_path):
    alone = Node("a", 9200).settings(tmp_path)
    one_of_two = Node("a", 9200, {"a": 9300, "b": 9301}).settings(tmp_path)

    assert alone["discovery.type"] == "single-node"
    assert "discovery.type" not in one_of_two
    assert one_of_two["discovery.seed_hosts"] == "[127.0.0.1:9300, 127.0.0.1:9301]"
    assert one_of_two["transport.port"] == "9300"
    assert one_of_two["network.host"] == LOOPBACK
