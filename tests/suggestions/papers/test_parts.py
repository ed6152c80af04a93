"""What the file of a case tells of contacts and supervision, and what is not for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.contacts.contact_entry import ContactKind
from suggestions.contacts.logging_contact import Contact, correct_contact
from suggestions.contacts.mediating import Party, open_mediation
from suggestions.contacts.mediation import Side
from suggestions.papers.case_file.parts import contacts, sections_of, supervision
from suggestions.states import Classification
from suggestions.supervision.conference.deciding import call_sitting, decide, report_on
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.leading.taking_on import Plan, add_step, make_plan
from suggestions.supervision.letters.answering import answer_letter
from suggestions.supervision.letters.kinds import LetterKind
from tests.factories import (
    CampaignFactory,
    SuggestionFactory,
    UnitFactory,
    make_case,
    make_contact,
    make_letter,
    staff,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def suggestion():
    return SuggestionFactory(accepted=True, submitted_at=NOW() - timedelta(days=3))


@pytest.fixture
def handler(suggestion):
    return staff(Role.HANDLER, unit=suggestion.unit)


@pytest.fixture
def leader(suggestion):
    return staff(Role.LEADER, unit=suggestion.unit)


def said(lines):
    return "\n".join(f"{line.who} {line.what} {line.text}" for line in lines)


def test_a_corrected_contact_is_told_from_the_right_one(suggestion, handler):
    entry = make_contact(suggestion, by=handler, said="位置为一号楼")
    right = Contact(
        ContactKind.CALL, entry.happened_at, suggestion.unit, "李干部", "建议人", "位置为二号楼"
    )
    correct_contact(entry, right, why="楼号记错", by=handler, at=NOW())

    wrong, corrected = (line.text for line in contacts(suggestion))

    assert wrong.splitlines()[0] != corrected.splitlines()[0] == "建议人"
    assert "楼号记错" in corrected


def test_a_mediation_names_its_parties(suggestion, handler):
    today = timezone.localdate()
    parties = [Party(Side.AUTHOR, "王某", today), Party(Side.OTHER, "物业公司", today)]
    open_mediation(suggestion, "停车", mediator="调解委员会", parties=parties, by=handler, at=NOW())

    text = said(contacts(suggestion))

    assert all(name in text for name in ("王某", "物业公司", "调解委员会"))


def test_answers_steps_and_decisions_stand_in_the_file(suggestion, handler, leader):
    unit, day = suggestion.unit, timezone.localdate() + timedelta(days=5)
    answer_letter(make_letter(suggestion), "书面答复已办", by=handler, at=NOW())
    case = make_case(suggestion, leader=leader)
    make_plan(case, Plan("管网老化", "分期改造", unit, "张局长", day), by=leader, at=NOW())
    add_step(case, "已现场踏勘", by=leader, at=NOW())
    item = put_on_agenda(suggestion, by=leader, at=NOW(), question="谁牵头")
    call_sitting(
        unit,
        held_at=NOW(),
        place="三楼",
        chair="主任",
        attendees=[unit],
        items=[item],
        by=leader,
        at=NOW(),
    )
    decision = decide(item, "住建牵头", owner=unit, due_on=day, by=leader, at=NOW())
    report_on(decision, "已立项", by=handler, at=NOW())

    text = said(supervision(suggestion))

    for words in ("书面答复已办", "张局长", "已现场踏勘", "谁牵头", "住建牵头", "已立项", str(day)):
        assert words in text


def test_advice_to_others_about_the_unit_is_not_in_its_file(suggestion):
    make_letter(
        suggestion,
        kind=LetterKind.ACCOUNT,
        issuer=suggestion.unit,
        unit=UnitFactory(),
        text="建议追究责任",
    )
    make_letter(suggestion, kind=LetterKind.IMPROVE_POLICY, text="请完善本局政策")

    text = said(supervision(suggestion))

    assert "建议追究责任" not in text
    assert "请完善本局政策" in text


def test_a_letter_that_names_a_report_is_in_no_other_file(suggestion):
    other = SuggestionFactory(campaign=suggestion.campaign, accepted=True)
    make_letter(suggestion, other, text=f"涉及 {other.title}")
    assert sections_of(suggestion)
    other.classification = Classification.REPORT
    other.save()

    assert list(supervision(suggestion)) == []


def test_letters_about_other_suggestions_stay_out(suggestion):
    make_letter(SuggestionFactory(campaign=CampaignFactory(), accepted=True), text="别的事")

    assert list(supervision(suggestion)) == []
