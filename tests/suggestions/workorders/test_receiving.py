"""Work orders come in by the interface and by table, each number once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook

from portal.accounts.contact import Purpose, read_contact
from suggestions.intake.receipts import new_receipt
from suggestions.models import Link, StatusChange, Suggestion, WorkOrder
from suggestions.repeats.link import Verdict
from suggestions.states import Channel
from tests.factories import ConnectedSystemFactory, SuggestionFactory, TopicFactory, api_key
from tests.suggestions.api.asking import ORDER, get, post, problem

pytestmark = pytest.mark.django_db
HEADINGS = "工单编号,诉求标题,诉求内容,分类代码,联系电话,受理时间,来电人"
ROWS = [
    "GD-1,路灯不亮,和平路路灯三天不亮,0401,13800138000,2026-03-01 09:30,王先生",
    "GD-2,噪声扰民,夜间施工,9999,,2026/3/2,李女士",
]


@pytest.fixture
def system():
    return ConnectedSystemFactory(code="hotline")


def imported(tmp_path, content, *, name="orders.csv", encoding="utf-8", **options):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    out, errors = StringIO(), StringIO()
    call_command(
        "import_work_orders", str(path), system="hotline", stdout=out, stderr=errors, **options
    )
    return out.getvalue().strip(), errors.getvalue()


def table(*rows):
    return "\n".join([HEADINGS, *rows])


def test_an_order_becomes_a_suggestion_under_its_own_number(client, system):
    said = ORDER | {"category_code": "0401", "received_at": "2026-03-01T09:30:00+08:00"}

    response = post(client, "/work-orders", said, key=api_key(system))

    assert response.status_code == 201
    order = WorkOrder.objects.select_related("suggestion").get()
    row = order.suggestion
    assert (order.number, order.category_code) == ("WO-1", "0401")
    assert (row.channel, row.source, row.source_key) == (Channel.HOTLINE, "hotline", "WO-1")
    assert timezone.localtime(row.submitted_at).hour == 9


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "1999-12-31T23:59:59", "10000"])
def test_a_call_before_there_was_a_hotline_is_a_fault_of_that_field(client, system, moment):
    response = post(client, "/work-orders", ORDER | {"received_at": moment}, key=api_key(system))

    assert problem(response) == "invalid"
    assert [one["field"] for one in response.json()["errors"]] == ["received_at"]


def test_the_same_order_again_is_the_same_and_another_one_under_its_number_is_refused(
    client, system
):
    key = api_key(system)
    first = post(client, "/work-orders", ORDER, key=key, once="a")
    again = post(client, "/work-orders", ORDER, key=key, once="b")
    other = post(client, "/work-orders", ORDER | {"title": "别的"}, key=key, once="c")

    assert again.json()["receipt"] == first.json()["receipt"]
    assert problem(other) == "number_used"
    assert WorkOrder.objects.count() == Suggestion.objects.count() == 1


def test_the_category_becomes_a_topic_by_the_table_of_codes(client, system):
    topic = TopicFactory()
    topic.codes.create(system="hotline", code="0401")
    key = api_key(system)

    post(client, "/work-orders", ORDER | {"category_code": "0401"}, key=key, once="a")
    said = ORDER | {"number": "WO-2", "category_code": "unknown"}
    post(client, "/work-orders", said, key=key, once="b")

    assert [row.topic for row in Suggestion.objects.order_by("pk")] == [topic, None]


def test_what_the_caller_handed_in_on_the_web_is_linked_and_keeps_its_receipt(client, system):
    web = SuggestionFactory(receipt=new_receipt(timezone.localdate()))

    response = post(client, "/work-orders", ORDER | {"same_as": web.receipt}, key=api_key(system))

    link = Link.objects.get()
    assert {link.later.receipt, link.earlier.receipt} == {web.receipt, response.json()["receipt"]}
    assert link.verdict == Verdict.SAME


def test_an_unknown_receipt_or_a_sealed_report_is_linked_with_nothing(client, system):
    report = SuggestionFactory(receipt=new_receipt(timezone.localdate()), classification="report")
    key = api_key(system)

    for number, receipt in (("a", report.receipt), ("b", "20990101-0000000-0")):
        said = ORDER | {"number": number, "same_as": receipt}
        assert post(client, "/work-orders", said, key=key, once=number).status_code == 201
    assert not Link.objects.exists()


def test_status_by_its_own_number(client, system):
    key = api_key(system)
    post(client, "/work-orders", ORDER, key=key)

    said = get(client, "/work-orders/WO-1", key=key).json()

    assert (said["number"], said["status"]) == ("WO-1", "received")
    assert [step["status"] for step in said["steps"]] == ["received"]


def test_an_interim_move_is_waiting_for_pull_and_push(client, system):
    post(client, "/work-orders", ORDER, key=api_key(system))

    assert not StatusChange.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_comes_in_whatever_its_encoding(tmp_path, system, encoding):
    said, _errors = imported(tmp_path, table(*ROWS), encoding=encoding)

    assert said == "hotline: 2 imported, 0 there already, 0 refused"
    order = WorkOrder.objects.select_related("suggestion").get(number="GD-1")
    row = order.suggestion
    assert (row.title, row.author_name, row.channel) == ("路灯不亮", "王先生", Channel.HOTLINE)
    details = read_contact(row.contact, by=None, purpose=Purpose.NOTIFY)
    assert details.phone == "13800138000"


def test_mixed_encodings_in_one_file(tmp_path, system):
    content = table(ROWS[0]).encode("gb18030") + b"\n" + ROWS[1].encode("utf-8")

    said, _errors = imported(tmp_path, content)

    assert said.startswith("hotline: 2 imported")
    assert set(Suggestion.objects.values_list("title", flat=True)) == {"路灯不亮", "噪声扰民"}


def test_a_table_run_twice_or_after_half_of_it_makes_no_doubles(tmp_path, system):
    imported(tmp_path, table(ROWS[0]))

    assert "1 imported, 1 there already" in imported(tmp_path, table(*ROWS))[0]
    assert "0 imported, 2 there already" in imported(tmp_path, table(*ROWS))[0]
    assert WorkOrder.objects.count() == Suggestion.objects.count() == 2


def test_by_table_and_by_interface_is_one(client, tmp_path, system):
    post(client, "/work-orders", ORDER, key=api_key(system))

    said, _errors = imported(tmp_path, table("WO-1,路灯不亮,和平路路灯三天不亮。,,,,"))

    assert "0 imported, 1 there already" in said


def test_a_batch_that_breaks_leaves_neither_suggestion_nor_order(tmp_path, system, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr("suggestions.workorders.receiving.OrderFacts.keep", broken)
    with pytest.raises(RuntimeError):
        imported(tmp_path, table(*ROWS))
    assert not Suggestion.objects.exists()

    monkeypatch.undo()
    assert "2 imported" in imported(tmp_path, table(*ROWS))[0]


def test_wrong_lines_are_told_and_the_others_taken(tmp_path, system):
    said, errors = imported(
        tmp_path, table(ROWS[0], ",无号,内容,,,,", "GD-3,题,内容,,,明天,", "GD-1,重复,内容,,,,")
    )

    assert said == "hotline: 1 imported, 0 there already, 3 refused"
    assert [line.split(":")[0] for line in errors.splitlines()] == ["line 3", "line 4", "line 5"]


def test_an_excel_table_with_numbers_as_numbers(tmp_path, system):
    book = Workbook()
    book.active.append(HEADINGS.split(","))
    book.active.append([20260301001, "路灯", "不亮", "0401", 13800138000, 46082.4, "王"])
    book.save(tmp_path / "orders.xlsx")

    said, _errors = imported(tmp_path, (tmp_path / "orders.xlsx").read_bytes(), name="orders.xlsx")

    assert "1 imported" in said
    assert WorkOrder.objects.get().number == "20260301001"


def test_a_dry_run_keeps_nothing(tmp_path, system):
    assert "2 would be imported" in imported(tmp_path, table(*ROWS), dry_run=True)[0]
    assert not Suggestion.objects.exists()


def test_an_unknown_system_is_told(tmp_path):
    with pytest.raises(CommandError, match="no connected system"):
        imported(tmp_path, table())


def test_an_order_that_comes_as_a_report_ends_there_at_once(client, system):
    key = api_key(system)
    post(client, "/work-orders", ORDER | {"kind": "report"}, key=key)

    said = get(client, "/work-orders/WO-1", key=key).json()

    assert (said["status"], said["unit"], said["steps"]) == ("referred", "", [])
