"""The pages of the desk: the list, filters, saved views, downloads and the ledger."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from portal.organisation.membership import Role
from suggestions.clocks.step import Step
from suggestions.desk.exporting import moment
from suggestions.desk.saved import LedgerChoice, SavedView
from suggestions.history import move
from suggestions.intake.receipts import new_receipt
from suggestions.states import Channel, Classification, State
from tests.factories import (
    CampaignFactory,
    ClockFactory,
    SuggestionFactory,
    TopicFactory,
    UnitFactory,
    staff,
)

pytestmark = pytest.mark.django_db
DESK = "/admin/desk/"


@pytest.fixture
def unit():
    return UnitFactory(name="望澜市信访局", code="XF")


@pytest.fixture
def person(unit, client):
    person = staff(Role.HANDLER, unit=unit)
    client.force_login(person)
    return person


def late(unit, *, step=Step.REPLY, **about):
    suggestion = SuggestionFactory(unit=unit, accepted=True, **about)
    return ClockFactory(suggestion=suggestion, step=step, late=True).suggestion


def titles(answer):
    return [row.suggestion.title for row in answer.context["rows"]]


def test_who_has_no_desk_is_refused(client, unit):
    client.force_login(staff(Role.REVIEWER, unit=unit))

    assert client.get(DESK).status_code in (302, 403)


@pytest.mark.parametrize("tab", ["mine", "today", "overdue", "waiting", "all", "nonsense"])
def test_an_empty_tab_says_so(client, person, tab):
    answer = client.get(DESK, {"tab": tab})

    assert answer.status_code == 200
    assert answer.context["rows"] == []
    assert "desk-empty" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "wanted", "other"),
    [
        ("classification", Classification.CLAIM, Classification.QUESTION),
        ("channel", Channel.HOTLINE, Channel.WEB),
    ],
)
def test_choices_narrow_the_list(client, person, unit, name, wanted, other):
    late(unit, title="要找的", **{name: wanted})
    late(unit, title="别的", **{name: other})

    assert titles(client.get(DESK, {"tab": "overdue", name: wanted})) == ["要找的"]


def test_topic_campaign_step_and_unit_narrow_the_list(client, person, unit):
    topic, below = TopicFactory(), UnitFactory(parent=unit, name="望江街道办事处")
    campaign = CampaignFactory(organiser=unit)
    wanted = {"topic": topic, "campaign": campaign, "step": Step.CLOSE}
    late(below, title="要找的", **wanted)
    late(unit, title="别的")

    for name, value in {
        "topic": topic.pk,
        "campaign": campaign.pk,
        "step": "close",
        "unit": "望江",
    }.items():
        assert titles(client.get(DESK, {"tab": "overdue", name: value})) == ["要找的"], name


def test_a_receipt_is_found_however_it_is_written(client, person, unit):
    receipt = new_receipt(timezone.localdate())
    late(unit, title="要找的", receipt=receipt)
    late(unit, title="别的")

    written = f" {receipt.replace('-', ' ')} "
    assert titles(client.get(DESK, {"tab": "overdue", "receipt": written})) == ["要找的"]


def test_a_topic_that_does_not_exist_is_ignored(client, person, unit):
    late(unit, title="要找的")

    assert titles(client.get(DESK, {"tab": "overdue", "topic": "0", "step": "?"})) == ["要找的"]


def test_pages_follow_one_another_without_gaps(client, person, unit, monkeypatch):
    monkeypatch.setattr("suggestions.desk.pages.PAGE_SIZE", 2)
    for number in range(5):
        suggestion = SuggestionFactory(unit=unit, accepted=True, title=f"第{number}件")
        ClockFactory(suggestion=suggestion, due_at=timezone.now() - timedelta(days=9 - number))

    seen, cursor = [], ""
    while True:
        answer = client.get(DESK, {"tab": "overdue", "page": cursor})
        seen += titles(answer)
        cursor = answer.context["window"].older
        if not cursor:
            break

    assert seen == [f"第{number}件" for number in range(5)]


@pytest.mark.parametrize("tab", ["mine", "overdue", "waiting", "all"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client, person, unit, tab, django_assert_max_num_queries
):
    for _count in range(3):
        late(unit)
    client.get(DESK, {"tab": tab})
    with django_assert_max_num_queries(45) as few:
        client.get(DESK, {"tab": tab})

    for _count in range(15):
        late(unit)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(DESK, {"tab": tab})


def test_a_view_is_kept_shared_and_forgotten(client, person, unit):
    query = "tab=overdue&channel=hotline&evil=1"
    client.post(f"{DESK}views/", {"name": "热线超期", "query": query, "shared_in": unit.pk})

    view = SavedView.objects.get()
    assert (view.query, view.owner) == ("tab=overdue&channel=hotline", person)
    colleague, stranger = (
        staff(Role.HANDLER, unit=unit),
        staff(Role.HANDLER, unit=UnitFactory()),
    )
    for other, offered in ((colleague, [view]), (stranger, [])):
        client.force_login(other)
        assert list(client.get(DESK).context["saved"]) == offered
        assert client.post(reverse("desk:forget", args=[view.pk])).status_code == 404

    client.force_login(person)
    client.post(reverse("desk:forget", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_the_same_name_again_replaces_the_view(client, person):
    for query in ("tab=today", "tab=overdue"):
        client.post(f"{DESK}views/", {"name": "常用", "query": query})

    assert SavedView.objects.get().query == "tab=overdue"


def test_a_view_is_shared_in_ones_own_unit_only(client, person):
    foreign = UnitFactory()

    client.post(f"{DESK}views/", {"name": "常用", "query": "tab=all", "shared_in": foreign.pk})

    assert not SavedView.objects.exists()


def lines(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_csv_holds_all_rows_and_nothing_a_spreadsheet_would_run(
    client, person, unit, monkeypatch
):
    monkeypatch.setattr("suggestions.desk.exporting.PIECE", 2)
    for number in range(5):
        late(unit, title=f"=SUM({number})")
    late(UnitFactory(), title="别处的")

    table = lines(client.get(f"{DESK}export.csv", {"tab": "overdue"}))

    assert [line[1] for line in table[1:]] == [f"'=SUM({number})" for number in range(5)]


def test_the_workbook_says_the_same(client, person, unit):
    suggestion = late(unit, title="路灯不亮")

    answer = client.get(f"{DESK}export.xlsx", {"tab": "overdue"})

    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    row = [cell.value for cell in list(sheet.rows)[1]]
    assert row[:2] == [suggestion.receipt, "路灯不亮"]


def test_a_sealed_report_is_in_no_download(client, person, unit):
    late(unit, title="检举", classification=Classification.REPORT)

    assert len(lines(client.get(f"{DESK}export.csv", {"tab": "overdue"}))) == 1
    assert len(lines(client.post(f"{DESK}ledger/", {"format": "csv"}))) == 1


def test_the_ledger_shows_the_chosen_columns_and_remembers_them(client, person, unit):
    suggestion = SuggestionFactory(unit=unit, title="路灯不亮")
    move(suggestion, State.ACCEPTED, by=person)
    move(suggestion, State.ANSWERED, by=person, note="已修复")

    chosen = ["title", "state", "answered", "replying"]
    table = lines(client.post(f"{DESK}ledger/", {"format": "csv", "columns": chosen}))

    today = f"{timezone.localdate():%Y-%m-%d}"
    number, title, _state, answered, replying = table[1]
    assert (number, title, answered[:10]) == ("1", "路灯不亮", today)
    assert replying
    assert LedgerChoice.objects.get(person=person).columns == chosen
    page = client.get(f"{DESK}ledger/")
    assert page.context["form"].initial["columns"] == chosen


def test_the_ledger_tells_the_time_of_who_answers_not_of_who_helps(client, person, unit):
    suggestion = late(unit)
    now = timezone.now()
    ClockFactory(suggestion=suggestion, step=Step.REPLY, unit=UnitFactory(), met_at=now)

    chosen = ["reply_due", "replying"]
    table = lines(client.post(f"{DESK}ledger/", {"format": "csv", "columns": chosen}))

    owed = suggestion.clocks.get(unit=unit)
    assert table[1][1:] == [moment(owed.due_at), _("late")]


def test_the_ledger_keeps_to_its_period_and_to_what_one_may_see(client, person, unit):
    days = {"昨天": 1, "上周": 7, "上月": 31}
    for title, ago in days.items():
        at = timezone.now() - timedelta(days=ago)
        SuggestionFactory(unit=unit, title=title, submitted_at=at)
    SuggestionFactory(title="别处的")
    since = timezone.localdate() - timedelta(days=8)
    until = timezone.localdate() - timedelta(days=2)

    said = {"format": "csv", "columns": ["title"], "since": since, "until": until}
    table = lines(client.post(f"{DESK}ledger/", said))

    assert [line[1] for line in table[1:]] == ["上周"]


def test_a_period_that_ends_before_it_begins_is_told_and_nothing_is_lost(client, person):
    said = {"since": "2026-11-02", "until": "2026-11-01", "unit": "信访", "columns": ["title"]}

    answer = client.post(f"{DESK}ledger/", said)

    assert answer.status_code == 422
    assert answer.context["form"]["unit"].value() == "信访"
    assert "until" in answer.context["form"].errors


def test_the_first_page_names_what_is_late(client, person, unit):
    late(unit)

    page = client.get("/admin/").content.decode()

    assert f"{DESK}?tab=overdue" in page
