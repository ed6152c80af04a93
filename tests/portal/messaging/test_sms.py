"""Text messages: numbers, registered wordings, and what each gateway does with them."""

import pytest
import requests
from django.test import override_settings

from portal.messaging.failures import PermanentFailure, TemporaryFailure
from portal.messaging.sms import web
from portal.messaging.sms.gateway import gateway, send_sms, sends_sms
from portal.messaging.sms.numbers import masked, mobile_of
from portal.messaging.sms.wording import Sms, Wording, parts
from tests.portal.messaging.keeping import KEEPING, KeepingGateway

RETURNED = Wording("returned", "您反映的事项{receipt}需要补充。")
NUMBER = "13800000000"


def sms(**changes):
    said = {"number": NUMBER, "template": RETURNED, "variables": {"receipt": "20261122-1-5"}}
    return Sms(**(said | {"reference": "notice-7"} | changes))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("13800000000", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("0086 138 0000 0000", "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("12800000000", ""),
        ("1380000000", ""),
        ("138000000000", ""),
        ("021-63210000", ""),
        ("+1 3800000000", ""),
        ("", ""),
        ("13800000000 / 13900000000", ""),
    ],
)
def test_only_mobile_numbers_of_the_mainland_get_text_messages(typed, meant):
    assert mobile_of(typed) == meant


def test_a_number_never_shows_in_full_where_a_message_is_named():
    assert masked(NUMBER) == "138****0000"
    assert NUMBER not in repr(sms())


@pytest.mark.parametrize(("length", "count"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3)])
def test_parts_are_counted_as_carriers_do(length, count):
    assert parts("字" * length) == count


def test_rare_characters_count_twice():
    assert parts("𠮷" * 36) == 2


@override_settings(SMS_SIGNATURE="【望澜金点子】")
def test_the_signature_stands_in_one_pair_of_brackets():
    assert sms().text == "【望澜金点子】您反映的事项20261122-1-5需要补充。"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"number": "02163210000"}, "number"),
        ({"number": "+8613800000000"}, "number"),
        ({"variables": {}}, "variables"),
        ({"variables": {"receipt": "1", "name": "王"}}, "variables"),
        ({"variables": {"receipt": "1" * 200}}, "length"),
    ],
)
def test_what_can_never_be_taken_reaches_no_gateway(changes, why, settings):
    settings.SMS_URL = KEEPING
    KeepingGateway.taken.clear()

    with pytest.raises(PermanentFailure, match=why):
        send_sms(sms(**changes))

    assert KeepingGateway.taken == []


def test_a_gateway_of_one_s_own_is_named_by_its_path(settings):
    settings.SMS_URL = KEEPING
    KeepingGateway.taken.clear()

    send_sms(sms())

    assert [one.number for one in KeepingGateway.taken] == [NUMBER]


def test_a_setting_that_names_no_gateway_keeps_the_message(settings):
    settings.SMS_URL = "nowhere.Gateway"

    with pytest.raises(TemporaryFailure, match="SMS_URL"):
        send_sms(sms())


def test_without_a_setting_there_is_no_gateway(settings):
    settings.SMS_URL = ""

    assert not sends_sms()


def test_the_console_gets_number_and_text(settings, capsys):
    settings.SMS_URL = "console://"

    send_sms(sms())

    assert capsys.readouterr().out == f"{NUMBER} {sms().text}\n"


def test_each_message_is_a_file(settings, tmp_path):
    settings.SMS_URL = f"file://{tmp_path}/sms"

    send_sms(sms())
    send_sms(sms())

    files = sorted((tmp_path / "sms").iterdir())
    assert [file.read_text() for file in files] == [f"{NUMBER}\n{sms().text}\n"] * 2


def test_a_folder_that_cannot_be_written_is_tried_again(settings, tmp_path):
    (tmp_path / "sms").write_text("a file, not a folder")
    settings.SMS_URL = f"file://{tmp_path}/sms"

    with pytest.raises(TemporaryFailure):
        send_sms(sms())


@pytest.fixture
def asked(settings, monkeypatch):
    """A gateway on the web; the answer is set by the test."""
    settings.SMS_URL = "https://sms.example.org/send"
    settings.SMS_KEY, settings.SMS_SIGNATURE = "k-1", "金点子"
    settings.SMS_TEMPLATE_IDS = {"returned": "T-9"}
    calls, answers = [], []

    def post(url, **given):
        calls.append((url, given))
        answer = answers.pop() if answers else 200
        if isinstance(answer, Exception):
            raise answer
        response = requests.Response()
        response.status_code = answer
        return response

    monkeypatch.setattr(web.requests, "post", post)
    return calls, answers


def test_the_web_gateway_is_given_all_that_a_carrier_wants(asked):
    send_sms(sms())

    ((url, given),) = asked[0]
    assert url == "https://sms.example.org/send"
    assert given["json"] == {
        "signature": "金点子",
        "template_id": "T-9",
        "phone": NUMBER,
        "variables": {"receipt": "20261122-1-5"},
        "reference": "notice-7",
    }
    assert given["headers"] == {"Authorization": "Bearer k-1"}
    assert given["timeout"] == web.TIMEOUT
    assert given["allow_redirects"] is False


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (500, TemporaryFailure),
        (503, TemporaryFailure),
        (302, TemporaryFailure),
        (401, TemporaryFailure),
        (429, TemporaryFailure),
        (400, PermanentFailure),
        (422, PermanentFailure),
        (requests.ConnectTimeout(f"to {NUMBER}"), TemporaryFailure),
        (requests.ReadTimeout(), TemporaryFailure),
    ],
)
def test_failures_are_told_apart_without_the_number(asked, answer, failure):
    asked[1].append(answer)

    with pytest.raises(failure) as raised:
        send_sms(sms())

    assert NUMBER not in str(raised.value)


def test_a_wording_that_is_not_registered_yet_waits(asked, settings):
    settings.SMS_TEMPLATE_IDS = {}

    with pytest.raises(TemporaryFailure, match="returned"):
        gateway().send(sms())

    assert asked[0] == []
