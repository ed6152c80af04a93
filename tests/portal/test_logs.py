"""Logs: one JSON line per event, with nothing in it that names a citizen."""

import io
import json
import logging
import logging.config

import pytest
import structlog
from celery.signals import setup_logging
from django.urls import reverse

from portal.logs import logging_settings, mask_personal, mask_request


@pytest.fixture
def lines():
    """What was logged as production would write it, one decoded object for each line."""
    root, written = logging.getLogger(), io.StringIO()
    before = root.handlers[:]
    logging.config.dictConfig(logging_settings(as_json=True))
    root.handlers[0].setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:] = before


@pytest.mark.parametrize(
    "text",
    [
        "13912345678",
        "电话13912345678。",
        "+86 13912345678",
        "zhang.san+x@mail.example.cn",
        "010-62345678",
        "0571 87654321",
        "33010219800101123X",
    ],
)
def test_what_reaches_a_person_is_blotted_out(text):
    assert mask_personal(None, "", {"event": f"before {text} after"}) == {
        "event": f"before {text.replace(text.strip('电话。'), '***')} after"
    }


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T04:19:16.123456Z",
        "a5edc7e8-da98-494c-a801-c9c3285c9e66",
        "receipt JY2026112200017",
        "took 1391234567 ns",
        "330102000000",
    ],
)
def test_what_reaches_nobody_stays_readable(text):
    assert mask_personal(None, "", {"event": text}) == {"event": text}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("GET /search/?q=13912345678", "GET /search/"),
        (
            "GET /accounts/password/reset/key/3-cz1x2y-0123456789abcdef0123/",
            "GET /accounts/password/reset/key/***/",
        ),
        (
            "GET /accounts/confirm-email/MTpuZXc:1x2y3z:abcdefghijklm/",
            "GET /accounts/confirm-email/***/",
        ),
        ("POST /suggestions/", "POST /suggestions/"),
    ],
)
def test_a_request_line_shows_no_query_and_no_key(line, shown):
    assert mask_request(None, "", {"request": line})["request"] == shown


@pytest.mark.django_db
def test_a_request_is_one_line_with_the_network_not_the_client(client, lines):
    client.get(reverse("proof_challenge"), {"phone": "13912345678"}, REMOTE_ADDR="203.0.113.77")
    (line,) = [found for found in lines() if found["event"] == "request_finished"]

    assert (line["request"], line["code"], line["network"]) == (
        "GET /proof/",
        200,
        "203.0.113.0/24",
    )
    assert line["request_id"]
    assert "203.0.113.77" not in json.dumps(line)
    assert "13912345678" not in json.dumps(line)


def test_an_exception_is_one_line_with_its_texts_blotted_out(lines):
    try:
        raise ValueError("mail to zhang@example.cn failed")
    except ValueError:
        structlog.get_logger("probe").exception("notice_failed")
        logging.getLogger("probe").exception("and again")
    found = lines()

    assert [line["event"] for line in found] == ["notice_failed", "and again"]
    assert all("ValueError: mail to *** failed" in line["exception"] for line in found)


def test_other_libraries_write_the_same_lines(lines):
    logging.getLogger("some.library").warning("call %s", "13912345678")
    (line,) = lines()

    assert (line["event"], line["level"], line["logger"]) == ("call ***", "warning", "some.library")


def test_chinese_is_written_as_chinese():
    (renderer,) = logging_settings(as_json=True)["formatters"]["lines"]["processors"][-1:]

    assert renderer(None, "", {"event": "已受理"}) == '{"event": "已受理"}'


@pytest.mark.usefixtures("lines")
def test_workers_write_the_same_lines():
    logging.getLogger().handlers.clear()
    setup_logging.send(sender=None)
    (handler,) = logging.getLogger().handlers

    assert isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
