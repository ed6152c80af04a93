"""Passing on: what a dissolved unit still has to answer or carry out is its successor's."""

from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.supervision.conference.agenda import ConferenceDecision
from suggestions.supervision.conference.passing_on import pass_conference_on
from suggestions.supervision.leading.case import CaseEntry, CaseEvent, LedCase
from suggestions.supervision.letters.kinds import NoteKind
from suggestions.supervision.letters.letter import (
    LetterNote,
    SupervisedMatter,
    SupervisionLetter,
)


@transaction.atomic
def pass_on(unit: Unit, successor: Unit, *, by: User | None, at: datetime) -> int:
    """Give `successor` the open letters, cases and decisions of `unit`; returns how many.

    What is closed stays under its old name, and so does who wrote.
    """
    moved = _pass_letters(unit, successor, by=by, at=at)
    moved += _pass_cases(unit, successor, by=by, at=at)
    moved += ConferenceDecision.objects.filter(owner=unit, done_at__isnull=True).update(
        owner=successor
    )
    return moved + pass_conference_on(unit, successor, by=by, at=at)


def _pass_letters(unit: Unit, successor: Unit, *, by: User | None, at: datetime) -> int:
    addressed = SupervisionLetter.objects.open().filter(unit=unit).select_for_update()
    letters = list(addressed.order_by("pk"))
    keys = [letter.pk for letter in letters]
    SupervisionLetter.objects.filter(pk__in=keys).update(unit=successor)
    for matter in SupervisedMatter.objects.filter(letter__in=keys).order_by("pk"):
        _pass_matter(matter, successor)
    LetterNote.objects.bulk_create(
        LetterNote(
            letter=letter,
            kind=NoteKind.PASSED_ON,
            unit=successor,
            text=f"{unit.name} → {successor.name}",
            by=by,
            at=at,
        )
        for letter in letters
    )
    kept = SupervisionLetter.objects.open().filter(keeper=unit)
    return len(letters) + kept.update(keeper=successor)


def _pass_matter(matter: SupervisedMatter, successor: Unit) -> None:
    """Where the successor has the same open letter itself, one of the two is enough to guard."""
    same = SupervisedMatter.objects.filter(
        suggestion=matter.suggestion_id, unit=successor, kind=matter.kind, is_open=True
    )
    matter.is_open = matter.is_open and not same.exclude(pk=matter.pk).exists()
    matter.unit = successor
    matter.save(update_fields=["unit", "is_open"])


def _pass_cases(unit: Unit, successor: Unit, *, by: User | None, at: datetime) -> int:
    cases = list(LedCase.objects.open().filter(unit=unit).select_for_update().order_by("pk"))
    LedCase.objects.filter(pk__in=[case.pk for case in cases]).update(unit=successor)
    for case in cases:
        CaseEntry.objects.create(
            case=case,
            event=CaseEvent.PASSED_ON,
            rung=case.rung,
            text=f"{unit.name} → {successor.name}",
            by=by,
            at=at,
        )
    return len(cases)
