"""The ladder of letters: written rung by rung, answered, sent back, closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.kept import RecordIsKept
from portal.organisation.membership import Role
from suggestions.models import LetterNote, SupervisionLetter
from suggestions.states import Classification
from suggestions.supervision.letters.answering import (
    answer_letter,
    close_letter,
    may_answer,
    send_back,
)
from suggestions.supervision.letters.kinds import Adoption, LetterKind
from suggestions.supervision.letters.letter import ADDRESSED
from suggestions.supervision.letters.proposing import for_next_rung, not_followed
from suggestions.supervision.refusals import SupervisionRefused
from tests.factories import SuggestionFactory, UnitFactory, make_letter, staff

pytestmark = pytest.mark.django_db


def letter(world, *suggestions, **fields):
    given = {"issuer": world.city, "by": world.supervisor, "at": world.now, **fields}
    return make_letter(*(suggestions or (world.suggestion,)), **given)


def test_numbers_count_by_kind_year_and_issuer(world, reminder):
    other = SuggestionFactory(campaign=world.campaign, accepted=True)

    second = letter(world, other)
    order = letter(world, kind=LetterKind.ORDER)

    year = world.today.year
    assert [reminder.number, second.number, order.number] == [
        f"望澜市提醒〔{year}〕1号",
        f"望澜市提醒〔{year}〕2号",
        f"望澜市督办〔{year}〕1号",
    ]


def test_the_same_letter_is_not_sent_twice_while_it_is_open(world, reminder):
    colleague = staff(Role.SUPERVISOR, unit=world.city)

    with pytest.raises(SupervisionRefused):
        letter(world, by=colleague)
    close_letter(reminder, "已办结", by=world.supervisor, at=world.now)

    assert letter(world, by=colleague).serial == 2


def test_a_rung_is_skipped_with_a_reason_only(world):
    with pytest.raises(SupervisionRefused):
        letter(world, kind=LetterKind.ORDER)

    assert letter(world, kind=LetterKind.ORDER, why_skipped="情况紧急").rung == 2


def test_the_next_rung_follows_the_letter_before(world, reminder):
    order = letter(world, kind=LetterKind.ORDER)

    assert order.follows == reminder


def test_an_overdue_answer_is_proposed_for_the_next_rung_until_it_is_written(world, reminder):
    later = reminder.due_on + timedelta(days=1)

    before = list(for_next_rung(world.supervisor, on=reminder.due_on))
    proposed = list(for_next_rung(world.supervisor, on=later))
    letter(world, kind=LetterKind.ORDER, due_on=later)

    assert (before, proposed) == ([], [reminder])
    assert list(for_next_rung(world.supervisor, on=later)) == []


def test_each_of_several_letters_is_followed_by_the_one_about_all_of_them(world, reminder):
    other = SuggestionFactory(campaign=world.campaign, accepted=True)
    second = letter(world, other)
    later = reminder.due_on + timedelta(days=1)
    letter(world, other, kind=LetterKind.ORDER, due_on=later)

    some = list(for_next_rung(world.supervisor, on=later))
    letter(world, kind=LetterKind.IMPROVE_WORK, due_on=later)

    assert (some, second in some) == ([reminder], False)
    assert list(for_next_rung(world.supervisor, on=later)) == []


def test_what_of_a_letter_was_not_taken_further_still_waits(world):
    other = SuggestionFactory(campaign=world.campaign, accepted=True)
    both = letter(world, world.suggestion, other)
    later = both.due_on + timedelta(days=1)

    letter(world, other, kind=LetterKind.ORDER, due_on=later)

    assert list(for_next_rung(world.supervisor, on=later)) == [both]
    assert [one.suggestion for one in not_followed(LetterKind.REMINDER)] == [world.suggestion]


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": " "},
        {"text": ""},
        {"due_on": None},
        {"kind": LetterKind.ACCOUNT, "due_on": None},
    ],
    ids=str,
)
def test_a_letter_without_words_or_day_is_refused(world, wrong):
    with pytest.raises(SupervisionRefused):
        letter(world, **wrong)
    assert not SupervisionLetter.objects.exists()


def test_a_day_that_has_come_is_no_day_for_an_answer(world):
    with pytest.raises(SupervisionRefused):
        letter(world, due_on=world.today)


def test_a_circular_needs_no_answer(world):
    circular = letter(world, kind=LetterKind.CIRCULAR, due_on=None, why_skipped="影响恶劣")

    assert not circular.awaits_answer


def test_a_letter_goes_to_a_unit_that_has_to_do_with_it(world):
    with pytest.raises(SupervisionRefused):
        letter(world, unit=world.other)


def test_advice_on_policy_goes_anywhere(world):
    ministry = UnitFactory()

    assert letter(world, kind=LetterKind.IMPROVE_POLICY, unit=ministry).unit == ministry


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_only_supervisors_write(world, role):
    with pytest.raises(PermissionDenied):
        letter(world, by=staff(role, unit=world.city))


def test_a_supervisor_beside_does_not_write(world):
    with pytest.raises(PermissionDenied):
        letter(world, by=world.stranger, issuer=world.other)


def test_no_letter_is_about_a_report(world):
    report = SuggestionFactory(campaign=world.campaign, classification=Classification.REPORT)

    with pytest.raises(PermissionDenied):
        letter(world, report)


def test_a_letter_about_what_turns_out_to_be_a_report_is_seen_by_nobody(world, reminder):
    world.suggestion.classification = Classification.REPORT
    world.suggestion.save()

    for person in (world.supervisor, world.leader, world.handler):
        rows = SupervisionLetter.objects.visible_to(person, on=world.today)
        assert list(rows) == []
    with pytest.raises(PermissionDenied):
        answer_letter(reminder, "已办", by=world.handler, at=world.now)


@pytest.mark.parametrize(
    ("name", "sees"),
    [("supervisor", True), ("leader", True), ("handler", True), ("stranger", False)],
)
def test_who_sees_a_letter(world, reminder, name, sees):
    rows = SupervisionLetter.objects.visible_to(getattr(world, name), on=world.today)

    assert list(rows) == ([reminder] if sees else [])


def test_the_unit_answers_and_not_who_wrote(world, reminder):
    assert not may_answer(world.supervisor, reminder, on=world.today)

    note = answer_letter(reminder, " 已派人维修 ", by=world.handler, at=world.now)

    reminder.refresh_from_db()
    assert (note.text, reminder.answered_at) == ("已派人维修", world.now)


def test_who_is_alone_in_a_village_answers_the_own_letter(world):
    village = UnitFactory()
    clerk = staff(*ADDRESSED, unit=village)
    row = SuggestionFactory(campaign=world.campaign, unit=village, accepted=True)

    own = make_letter(row, by=clerk, at=world.now)

    assert may_answer(clerk, own, on=world.today)
    staff(Role.HANDLER, unit=village)
    assert not may_answer(clerk, own, on=world.today)


def test_an_advice_is_answered_by_yes_or_no(world):
    advice = letter(world, kind=LetterKind.IMPROVE_WORK, why_skipped="反复发生")

    with pytest.raises(SupervisionRefused):
        answer_letter(advice, "知悉", by=world.handler, at=world.now)
    note = answer_letter(
        advice, "已修订制度", adoption=Adoption.ADOPTED, by=world.handler, at=world.now
    )

    assert note.adoption == Adoption.ADOPTED


def test_an_answer_sent_back_is_owed_again(world, reminder):
    answer_letter(reminder, "已办", by=world.handler, at=world.now)
    with pytest.raises(SupervisionRefused):
        answer_letter(reminder, "再答", by=world.handler, at=world.now)

    send_back(reminder, "请附时间表", due_on=world.soon, by=world.supervisor, at=world.now)

    reminder.refresh_from_db()
    assert (reminder.awaits_answer, reminder.due_on) == (True, world.soon)
    answer_letter(reminder, "附表", by=world.handler, at=world.now)
    assert [note.text for note in reminder.notes.all()] == ["已办", "请附时间表", "附表"]


def test_a_closed_letter_takes_no_answer(world, reminder):
    close_letter(reminder, "撤回", by=world.supervisor, at=world.now)

    with pytest.raises(SupervisionRefused):
        answer_letter(reminder, "已办", by=world.handler, at=world.now)


def test_what_was_answered_cannot_be_changed(world, reminder):
    note = answer_letter(reminder, "已办", by=world.handler, at=world.now)

    note.text = "未办"
    for change in (note.save, note.delete, LetterNote.objects.all().delete):
        with pytest.raises(RecordIsKept):
            change()
    with pytest.raises(RecordIsKept):
        LetterNote.objects.update(text="")
