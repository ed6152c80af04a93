"""Answering a letter, sending an answer back, following it up and closing it."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import Person, holders, reaches, units_of
from portal.organisation.unit import Unit
from suggestions.supervision.letters.kinds import ADVICE, Adoption, LetterKind, NoteKind
from suggestions.supervision.letters.letter import ADDRESSED, LetterNote, SupervisionLetter
from suggestions.supervision.refusals import SupervisionRefused

SUPERVISING = (Role.SUPERVISOR,)


def may_answer(user: Person, letter: SupervisionLetter, *, on: date) -> bool:
    """Whether `user` speaks for the addressed unit.

    Nobody answers a letter of their own hand, unless the unit has nobody else.
    """
    if letter.unit not in units_of(user, ADDRESSED, on=on):
        return False
    return letter.issued_by_id != user.pk or not _has_others(letter.unit, user, on=on)


def may_follow_up(user: Person, letter: SupervisionLetter, *, on: date) -> bool:
    """Whether `user` supervises for the unit that wrote, or one above it."""
    return reaches(user, SUPERVISING, letter.keeper, on=on)


@transaction.atomic
def answer_letter(
    letter: SupervisionLetter, text: str, *, adoption: str = "", by: User, at: datetime
) -> LetterNote:
    """Keep the unit's written answer; for an advice it says whether the advice is taken.

    Raises PermissionDenied, or SupervisionRefused without words, without saying so, twice, or
    once the letter is closed.
    """
    row = _locked(letter)
    if not may_answer(by, row, on=localdate(at)):
        raise PermissionDenied
    _check_open(row, text)
    if row.answered_at is not None:
        raise SupervisionRefused(_("An answer is here already and has not been sent back."))
    if LetterKind(row.kind) in ADVICE and adoption not in Adoption.values:
        raise SupervisionRefused(_("Please say whether the unit takes the advice."))
    row.answered_at = at
    row.save(update_fields=["answered_at"])
    return _note(row, NoteKind.ANSWER, text, adoption=adoption, by=by, at=at)


@transaction.atomic
def send_back(
    letter: SupervisionLetter, text: str, *, due_on: date, by: User, at: datetime
) -> LetterNote:
    """Ask for another answer until `due_on`. Raises PermissionDenied or SupervisionRefused."""
    row = _locked(letter)
    on = localdate(at)
    if not may_follow_up(by, row, on=on):
        raise PermissionDenied
    _check_open(row, text)
    if row.answered_at is None:
        raise SupervisionRefused(_("There is no answer to send back."))
    if due_on <= on:
        raise SupervisionRefused(_("The day for the answer has to be in the future."))
    row.answered_at, row.due_on = None, due_on
    row.save(update_fields=["answered_at", "due_on"])
    return _note(row, NoteKind.SENT_BACK, text, by=by, at=at)


@transaction.atomic
def follow_up(letter: SupervisionLetter, text: str, *, by: User, at: datetime) -> LetterNote:
    """Keep what the supervisor found out about it. Raises PermissionDenied, SupervisionRefused."""
    row = _locked(letter)
    if not may_follow_up(by, row, on=localdate(at)):
        raise PermissionDenied
    _check_open(row, text)
    return _note(row, NoteKind.FOLLOW_UP, text, by=by, at=at)


@transaction.atomic
def close_letter(letter: SupervisionLetter, note: str, *, by: User, at: datetime) -> None:
    """Close the letter with what came of it; the same may be written again afterwards.

    Raises PermissionDenied, or SupervisionRefused without a result or the second time.
    """
    row = _locked(letter)
    if not may_follow_up(by, row, on=localdate(at)):
        raise PermissionDenied
    _check_open(row, note)
    row.closed_at, row.closed_by, row.closing_note = at, by, note.strip()
    row.save(update_fields=["closed_at", "closed_by", "closing_note"])
    row.matters.update(is_open=False)


def _check_open(letter: SupervisionLetter, text: str) -> None:
    if not letter.is_open:
        raise SupervisionRefused(_("The letter has been closed."))
    if not text.strip():
        raise SupervisionRefused(_("Please write something."))


def _note(
    letter: SupervisionLetter,
    kind: NoteKind,
    text: str,
    *,
    adoption: str = "",
    by: User,
    at: datetime,
) -> LetterNote:
    return LetterNote.objects.create(
        letter=letter,
        kind=kind,
        unit=letter.unit if kind == NoteKind.ANSWER else letter.keeper,
        text=text.strip(),
        adoption=adoption,
        by=by,
        at=at,
    )


def _locked(letter: SupervisionLetter) -> SupervisionLetter:
    rows = SupervisionLetter.objects.unsealed().select_for_update(no_key=True)
    row = rows.prefetch_related("unit", "issuer", "keeper").filter(pk=letter.pk).first()
    if row is None:
        raise PermissionDenied  # it has turned out to be about a report against someone
    return row


def _has_others(unit: Unit, user: Person, *, on: date) -> bool:
    return holders([unit.path], ADDRESSED, on=on).exclude(username=user.get_username()).exists()
