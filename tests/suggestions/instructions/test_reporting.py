"""Special reports: what goes in, who sends it, and what comes back."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from portal.organisation.membership import Role
from suggestions.instructions.document import word_document
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.report import ItemOutcome, ReportState, SpecialReport
from suggestions.instructions.reporting import (
    draft_report,
    enter_outcome,
    put_in,
    send_report,
    take_out,
    worth_reporting,
)
from suggestions.models import Standing
from suggestions.states import State
from tests.factories import (
    CampaignFactory,
    RoundFactory,
    SuggestionFactory,
    UnitFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world):
    return draft_report(
        "金点子专报",
        world.unit,
        world.leader,
        world.today - timedelta(days=30),
        world.today,
        by=world.editor,
        at=world.now,
    )


@pytest.fixture
def sent(report, world):
    put_in(report, world.suggestion, "增设夜间照明", by=world.editor, at=world.now)
    send_report(report, by=world.editor, at=world.now)
    return report


def enter(item, outcome, world, **other):
    return enter_outcome(item, outcome, "同意", by=world.editor, at=world.now, **other)


@pytest.mark.usefixtures("standing_clock")
def test_adopted_and_shortlisted_ideas_of_the_period_are_offered(world):
    round = RoundFactory(
        campaign=CampaignFactory(organiser=world.unit, phase="reviewing"), suggestions=2
    )
    valuable, other = Standing.objects.filter(round=round).order_by("pk")
    Standing.objects.filter(pk=valuable.pk).update(is_shortlisted=True)
    SuggestionFactory(campaign=CampaignFactory(organiser=world.unit), accepted=True)
    SuggestionFactory(published=True, state=State.ADOPTED)

    found = list(worth_reporting(world.unit, world.today, world.today))

    assert found == [valuable.suggestion, world.suggestion]
    assert other.suggestion not in found


def test_what_was_adopted_in_another_period_is_not_offered(world):
    day = world.today - timedelta(days=5)

    assert not worth_reporting(world.unit, day, day).exists()


def test_only_what_is_offered_goes_in(report, world):
    other = SuggestionFactory(campaign=world.suggestion.campaign, accepted=True)

    with pytest.raises(InstructionRefused):
        put_in(report, other, "摘要", by=world.editor, at=world.now)
    with pytest.raises(InstructionRefused):
        put_in(report, world.suggestion, " ", by=world.editor, at=world.now)


def test_the_same_idea_twice_changes_its_summary(report, world):
    put_in(report, world.suggestion, "初稿", by=world.editor, at=world.now)
    put_in(report, world.suggestion, "定稿", by=world.editor, at=world.now)

    assert report.items.get().summary == "定稿"


def test_an_empty_report_is_not_sent(report, world):
    with pytest.raises(InstructionRefused):
        send_report(report, by=world.editor, at=world.now)


def test_after_it_was_sent_the_ideas_stay(sent, world):
    item = sent.items.get()

    for act in (
        lambda: put_in(sent, world.suggestion, "改", by=world.editor, at=world.now),
        lambda: take_out(item, by=world.editor, at=world.now),
        lambda: send_report(sent, by=world.editor, at=world.now),
    ):
        with pytest.raises(InstructionRefused):
            act()


def test_nothing_is_entered_before_it_was_sent(report, world):
    item = put_in(report, world.suggestion, "摘要", by=world.editor, at=world.now)

    with pytest.raises(InstructionRefused):
        enter(item, ItemOutcome.NOTED, world)


def test_an_instruction_becomes_a_row_of_its_own(sent, world):
    item = enter(
        sent.items.get(),
        ItemOutcome.INSTRUCTED,
        world,
        units=[world.bureau],
        due_on=world.today + timedelta(days=7),
    )

    row = Instruction.objects.get()
    assert item.instruction == row
    assert (row.leader, row.entered_by, row.text) == (world.leader, world.editor, "同意")
    assert row.due_on == world.today + timedelta(days=7)


def test_an_instruction_without_units_is_refused_and_nothing_is_kept(sent, world):
    with pytest.raises(InstructionRefused):
        enter(sent.items.get(), ItemOutcome.INSTRUCTED, world)

    assert sent.items.get().outcome == ""
    assert not Instruction.objects.exists()


def test_the_report_has_come_back_when_everything_is_entered(sent, world):
    enter(sent.items.get(), ItemOutcome.NOTED, world)

    sent.refresh_from_db()
    assert sent.state == ReportState.RETURNED
    with pytest.raises(InstructionRefused):
        enter(sent.items.get(), ItemOutcome.ADOPTED, world)


def test_the_leader_enters_what_they_decided_themselves(sent, world):
    item = sent.items.get()

    enter_outcome(item, ItemOutcome.ADOPTED, "", by=world.leader, at=world.now)

    assert sent.items.get().entered_by == world.leader


@pytest.mark.parametrize("role", [r for r in Role if r != Role.EDITOR])
def test_only_editors_draft(world, role):
    with pytest.raises(PermissionDenied):
        draft_report(
            "专报",
            world.unit,
            world.leader,
            world.today,
            world.today,
            by=staff(role, unit=world.unit),
            at=world.now,
        )


def test_the_leader_must_lead_the_unit_and_the_period_must_run_forward(world):
    stranger = staff(Role.LEADER, unit=UnitFactory())

    for leader, until in ((stranger, world.today), (world.leader, world.today - timedelta(days=1))):
        with pytest.raises(InstructionRefused):
            draft_report(
                "专报", world.unit, leader, world.today, until, by=world.editor, at=world.now
            )


def test_a_leader_sees_what_was_sent_and_others_nothing(report, world):
    outsider = staff(Role.LEADER, unit=world.bureau)
    SpecialReport.objects.update(leader=outsider)
    assert not SpecialReport.objects.visible_to(outsider, on=world.today).exists()

    SpecialReport.objects.update(state=ReportState.SENT)
    assert SpecialReport.objects.visible_to(outsider, on=world.today).exists()
    for role in (Role.HANDLER, Role.REVIEWER, Role.STATION_CLERK, Role.SYSTEM_ADMIN):
        person = staff(role, unit=world.unit)
        assert not SpecialReport.objects.visible_to(person, on=world.today).exists()


def test_the_word_document_holds_every_idea_with_its_summary(sent, world):
    document = Document(io.BytesIO(word_document(sent)))

    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for said in ("金点子专报", world.suggestion.title, world.suggestion.receipt, "增设夜间照明"):
        assert said in text
    assert round(document.sections[0].page_width.cm, 1) == 21
