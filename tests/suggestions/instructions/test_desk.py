"""The desks of instructions and special reports."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from docx import Document

from portal.organisation.membership import Role
from suggestions.instructions.reporting import draft_report, put_in, send_report
from suggestions.models import Instruction, Release, ReportItem, SpecialReport
from tests.factories import SuggestionFactory, staff

pytestmark = pytest.mark.django_db
LIST = reverse("instructions:list")


def url(name, *keys):
    return reverse(f"instructions:{name}", args=keys)


@pytest.fixture
def report(world):
    about = (world.unit, world.leader, world.today - timedelta(days=30), world.today)
    row = draft_report("专报", *about, by=world.editor, at=world.now)
    put_in(row, world.suggestion, "增设照明", by=world.editor, at=world.now)
    return row


def fields(world, **other):
    given = {
        "leader": world.leader.pk,
        "text": "请研究",
        "given_on": world.today.isoformat(),
        "unit_1": world.unit.pk,
        "due_on": (world.today + timedelta(days=5)).isoformat(),
    }
    return given | other


def test_a_leader_writes_at_the_desk(client, world):
    client.force_login(world.leader)
    address = url("write", world.suggestion.receipt)

    assert client.get(address).context["form"]["leader"].value() == world.leader.pk
    sent = client.post(address, fields(world))

    row = Instruction.objects.get()
    assert sent.url == url("instruction", row.pk)
    assert (row.leader, row.entered_by) == (world.leader, world.leader)


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"unit_1": ""}, {"given_on": "明天"}, {"leader": "999999"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_instruction_comes_back(client, world, wrong):
    client.force_login(world.editor)

    answer = client.post(url("write", world.suggestion.receipt), fields(world, **wrong))

    assert list(answer.context["form"].errors) == list(wrong)
    assert not Instruction.objects.exists()


def test_a_foreign_suggestion_is_not_found(client, world):
    client.force_login(world.editor)

    answer = client.get(url("write", SuggestionFactory().receipt))

    assert answer.status_code == 404


def test_the_list_can_be_cut_to_what_is_overdue(client, world, instruction):
    Instruction.objects.update(due_on=world.today - timedelta(days=1))
    client.force_login(world.editor)

    late = client.get(LIST, {"show": "overdue"})
    Instruction.objects.update(due_on=world.today)
    none = client.get(LIST, {"show": "overdue"})

    assert list(late.context["object_list"]) == [instruction]
    assert list(none.context["object_list"]) == []
    assert list(client.get(LIST).context["object_list"]) == [instruction]


def test_the_addressed_unit_reports_and_the_leader_closes(client, world, instruction):
    client.force_login(staff(Role.HANDLER, unit=world.bureau))
    wrong = client.post(
        url("act", instruction.pk, "feed-back"), {"unit": world.bureau.pk, "text": ""}
    )
    assert list(wrong.context["feedback_form"].errors) == ["text"]
    client.post(
        url("act", instruction.pk, "feed-back"), {"unit": world.bureau.pk, "text": "已调研"}
    )
    client.force_login(world.leader)
    client.post(url("act", instruction.pk, "close"), {"note": "已落实"})

    instruction.refresh_from_db()
    assert instruction.feedback.get().text == "已调研"
    assert instruction.closing_note == "已落实"


def test_a_release_is_asked_for_and_given_by_two_people(client, world, instruction):
    client.force_login(world.editor)
    client.post(url("act", instruction.pk, "ask-release"), {"wording": "市交通局"})
    refused = client.post(url("act", instruction.pk, "release"))
    assert refused.status_code in (302, 403)
    assert Release.objects.get().released_at is None

    client.force_login(world.publisher)
    client.post(url("act", instruction.pk, "release"))
    assert Release.objects.get().released_by == world.publisher

    client.post(url("act", instruction.pk, "revoke-release"))
    assert Release.objects.get().revoked_by == world.publisher


def test_an_unknown_act_is_not_found(client, world, instruction):
    client.force_login(world.editor)

    assert client.post(url("act", instruction.pk, "shout")).status_code == 404


def test_a_report_is_drafted_filled_sent_and_comes_back(client, world):
    client.force_login(world.editor)
    data = {
        "title": "第1期",
        "unit": world.unit.pk,
        "leader": world.leader.pk,
        "starts_on": (world.today - timedelta(days=30)).isoformat(),
        "ends_on": world.today.isoformat(),
    }
    client.post(url("draft_report"), data)
    row = SpecialReport.objects.get()
    client.post(
        url("put_in", row.pk), {"suggestion": world.suggestion.pk, "summary": "增设夜间照明"}
    )
    client.post(url("send_report", row.pk))
    item = ReportItem.objects.get()
    prefix = f"item{item.pk}"
    client.force_login(world.leader)
    client.post(
        url("report_item", item.pk),
        {
            f"{prefix}-outcome": "instructed",
            f"{prefix}-words": "请抓紧",
            f"{prefix}-unit_1": world.unit.pk,
        },
    )

    row.refresh_from_db()
    assert row.state == "returned"
    assert Instruction.objects.get().text == "请抓紧"


def test_a_wrong_outcome_comes_back_at_its_idea(client, world, report):
    send_report(report, by=world.editor, at=world.now)
    item = report.items.get()
    client.force_login(world.editor)

    answer = client.post(url("report_item", item.pk), {f"item{item.pk}-outcome": "instructed"})

    ((_item, form),) = answer.context["items"]
    assert form.non_field_errors()
    assert not Instruction.objects.exists()


def test_an_idea_is_taken_out_of_a_draft(client, world, report):
    client.force_login(world.editor)

    client.post(url("report_item", report.items.get().pk), {"take_out": "1"})

    assert not report.items.exists()


def test_the_report_is_printed_and_handed_out_as_word(client, world, report):
    client.force_login(world.editor)

    sheet = client.get(url("print_report", report.pk))
    word = client.get(url("word_report", report.pk))

    assert "增设照明" in sheet.content.decode()
    text = "\n".join(p.text for p in Document(io.BytesIO(word.content)).paragraphs)
    assert "增设照明" in text
    assert "no-store" in word["Cache-Control"]


@pytest.mark.parametrize("name", ["report", "print_report", "word_report"])
@pytest.mark.parametrize("role", [Role.HANDLER, Role.REVIEWER, Role.PUBLISHER, Role.CHAIR])
def test_others_do_not_read_a_report(client, world, report, name, role):
    client.force_login(staff(role, unit=world.unit))

    answer = client.get(url(name, report.pk))

    assert answer.status_code in (302, 403, 404)
    assert "增设照明" not in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "sees", "writes"),
    [
        (Role.LEADER, True, True),
        (Role.EDITOR, True, True),
        (Role.PUBLISHER, True, False),
        (Role.HANDLER, False, False),
    ],
)
def test_the_page_of_a_suggestion_shows_its_instructions_to_whom_they_concern(
    client, world, instruction, role, sees, writes
):
    client.force_login(staff(role, unit=world.unit))

    text = client.get(reverse("handling:item", args=[world.suggestion.receipt])).content.decode()

    assert (url("instruction", instruction.pk) in text) == sees
    assert (url("write", world.suggestion.receipt) in text) == writes
