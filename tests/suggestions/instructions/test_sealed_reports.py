"""What became a report against someone (检举控告) leaves special reports, wherever they stand."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from docx import Document

from portal.organisation.membership import Role
from suggestions.instructions.document import word_document
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.report import ItemOutcome, ReportState
from suggestions.instructions.reporting import (
    draft_report,
    enter_outcome,
    put_in,
    send_report,
)
from suggestions.models import Suggestion
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
SECRET = "夜间照明摘要"
OTHER = "公交接驳摘要"


@pytest.fixture
def report(world):
    about = (world.unit, world.leader, world.today - timedelta(days=30), world.today)
    row = draft_report("专报", *about, by=world.editor, at=world.now)
    campaign = CampaignFactory(organiser=world.unit)
    other = SuggestionFactory(campaign=campaign, published=True, state=State.ADOPTED)
    put_in(row, world.suggestion, SECRET, by=world.editor, at=world.now)
    put_in(row, other, OTHER, by=world.editor, at=world.now)
    return row


def seal(suggestion):
    Suggestion.objects.filter(pk=suggestion.pk).update(classification=Classification.REPORT)


def url(name, *keys):
    return reverse(f"instructions:{name}", args=keys)


@pytest.mark.parametrize("is_sent", [False, True])
@pytest.mark.parametrize("name", ["report", "print_report"])
def test_no_page_shows_what_was_sealed(client, world, report, name, is_sent):
    if is_sent:
        send_report(report, by=world.editor, at=world.now)
    seal(world.suggestion)
    client.force_login(world.editor)

    text = client.get(url(name, report.pk)).content.decode()

    assert OTHER in text
    for hidden in (SECRET, world.suggestion.title, world.suggestion.receipt):
        assert hidden not in text


def test_the_word_document_leaves_out_what_was_sealed(world, report):
    seal(world.suggestion)

    document = Document(io.BytesIO(word_document(report)))

    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert OTHER in text
    assert SECRET not in text
    assert world.suggestion.receipt not in text


def test_what_was_sealed_is_not_sent(world, report):
    seal(world.suggestion)

    send_report(report, by=world.editor, at=world.now)

    assert [item.summary for item in report.items.all()] == [OTHER]


def test_a_draft_of_nothing_but_sealed_ideas_is_empty(world, report):
    report.items.exclude(suggestion=world.suggestion).delete()
    seal(world.suggestion)

    with pytest.raises(InstructionRefused):
        send_report(report, by=world.editor, at=world.now)
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_nothing_is_entered_on_what_was_sealed_and_nothing_waits_for_it(client, world, report):
    send_report(report, by=world.editor, at=world.now)
    sealed, other = report.items.order_by("place")
    seal(world.suggestion)
    client.force_login(world.editor)

    assert client.post(url("report_item", sealed.pk), {}).status_code == 404
    with pytest.raises(InstructionRefused):
        enter_outcome(sealed, ItemOutcome.NOTED, "", by=world.editor, at=world.now)
    enter_outcome(other, ItemOutcome.NOTED, "", by=world.editor, at=world.now)

    report.refresh_from_db()
    assert report.state == ReportState.RETURNED


def test_what_is_no_longer_worth_reporting_is_named_by_its_receipt_only(client, world, report):
    Suggestion.objects.filter(pk=world.suggestion.pk).update(state=State.DECLINED)
    client.force_login(world.editor)

    text = client.post(url("send_report", report.pk), follow=True).content.decode()

    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    with pytest.raises(InstructionRefused) as refused:
        send_report(report, by=world.editor, at=world.now)
    assert world.suggestion.receipt in str(refused.value)
    assert world.suggestion.title not in str(refused.value)
    assert str(refused.value).split(": ")[-1] in text


def test_another_leader_is_not_asked_for_what_they_cannot_enter(client, world, report):
    send_report(report, by=world.editor, at=world.now)
    other = staff(Role.LEADER, unit=world.unit)
    client.force_login(other)

    answer = client.get(url("report", report.pk))
    sent = client.post(url("report_item", report.items.first().pk), {})

    assert [form for _item, form in answer.context["items"]] == [None, None]
    assert sent.status_code in (302, 403)


def test_words_typed_for_an_outcome_survive_a_refusal(client, world, report):
    send_report(report, by=world.editor, at=world.now)
    item = report.items.first()
    late = {f"item{item.pk}-outcome": "noted", f"item{item.pk}-words": "已阅，请跟进"}
    enter_outcome(item, ItemOutcome.NOTED, "", by=world.editor, at=world.now)
    client.force_login(world.leader)

    answer = client.post(url("report_item", item.pk), late)

    assert answer.status_code == 200
    assert "已阅，请跟进" in answer.content.decode()


def test_a_leader_who_left_keeps_what_they_typed(client, world, report):
    send_report(report, by=world.editor, at=world.now)
    item, bureau = report.items.first(), world.bureau
    world.leader.memberships.update(role=Role.SUPERVISOR)
    client.force_login(world.leader)
    prefix = f"item{item.pk}"

    answer = client.post(
        url("report_item", item.pk),
        {
            f"{prefix}-outcome": "instructed",
            f"{prefix}-words": "请抓紧办理",
            f"{prefix}-unit_1": world.unit.pk,
        },
    )

    assert answer.status_code == 200
    assert "请抓紧办理" in answer.content.decode()
    assert not bureau.instructions.exists()


def test_a_summary_typed_while_somebody_sent_the_report_survives(client, world, report):
    send_report(report, by=world.editor, at=world.now)
    client.force_login(world.editor)

    answer = client.post(url("put_in", report.pk), {"suggestion": "", "summary": "写了很久的摘要"})

    assert "写了很久的摘要" in answer.content.decode()


def test_only_active_leaders_are_offered(client, world):
    gone = staff(Role.LEADER, unit=world.unit)
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    client.force_login(world.editor)

    offered = client.get(url("draft_report")).context["form"].fields["leader"].queryset

    assert world.leader in offered
    assert gone not in offered
    assert UserFactory() not in offered
