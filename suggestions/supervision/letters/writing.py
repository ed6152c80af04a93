"""Writing a letter: a supervisor tells a unit what is late or went wrong, rung by rung."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import units_of
from portal.organisation.unit import Unit
from suggestions.handling.exclusion.barred import is_closed_to
from suggestions.history import Event, record
from suggestions.rights import Action, may
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.supervision.letters.kinds import NUMBERED_AS, RUNGS, Ground, LetterKind
from suggestions.supervision.letters.letter import SupervisedMatter, SupervisionLetter
from suggestions.supervision.refusals import SupervisionRefused

MOST_MATTERS = 100


@dataclass(frozen=True)
class LetterWords:
    """What a letter says, from whom and to whom; a circular may go without a day."""

    kind: LetterKind
    issuer: Unit
    unit: Unit
    ground: Ground
    subject: str
    text: str
    due_on: date | None = None
    why_skipped: str = ""


@transaction.atomic
def write_letter(
    words: LetterWords, suggestions: Sequence[Suggestion], *, by: User, at: datetime
) -> SupervisionLetter:
    """Send a letter about `suggestions`; nobody sends the same one twice while it is open.

    Raises PermissionDenied if `by` does not supervise for the issuer or one of the suggestions,
    SupervisionRefused where the letter cannot be meant so or a rung is skipped without a reason.
    """
    on = localdate(at)
    _check_person(words, suggestions, by=by, on=on)
    _check_words(words, suggestions, on=on)
    before = letters_before(words.kind, words.unit, suggestions)
    skipped = RUNGS.get(words.kind, 0) > 1 and len(before) < len(suggestions)
    if skipped and not words.why_skipped.strip():
        raise SupervisionRefused(
            _("The rung before it was not taken for all of them: please say why.")
        )
    letter = _numbered(words, before, by=by, at=at)
    try:
        with transaction.atomic():
            SupervisedMatter.objects.bulk_create(
                SupervisedMatter(letter=letter, suggestion=row, unit=words.unit, kind=words.kind)
                for row in suggestions
            )
    except IntegrityError:
        raise SupervisionRefused(
            _("Somebody has written this letter already: one about the same is still open.")
        ) from None
    for row in suggestions:
        record(row, Event.SUPERVISED, by=by, internal_note=letter.number, after=words.kind)
    return letter


def letters_before(
    kind: LetterKind, unit: Unit, suggestions: Sequence[Suggestion]
) -> dict[int, int]:
    """The letter of the rung before `kind` to `unit`, by suggestion, where there was one."""
    rung = RUNGS.get(kind, 0) - 1
    kinds = [one for one, place in RUNGS.items() if place == rung]
    rows = SupervisedMatter.objects.filter(
        suggestion__in=[row.pk for row in suggestions], unit=unit, kind__in=kinds
    )
    return dict(rows.order_by("letter").values_list("suggestion", "letter"))


def _check_person(
    words: LetterWords, suggestions: Sequence[Suggestion], *, by: User, on: date
) -> None:
    if words.issuer not in units_of(by, (Role.SUPERVISOR,), on=on):
        raise PermissionDenied
    for row in suggestions:
        if row.classification == Classification.REPORT:
            raise PermissionDenied
        if not may(by, Action.SUPERVISE, row, on=on):
            raise PermissionDenied


def _check_words(words: LetterWords, suggestions: Sequence[Suggestion], *, on: date) -> None:
    if not suggestions:
        raise SupervisionRefused(_("Please choose what the letter is about."))
    if len(suggestions) > MOST_MATTERS:
        raise SupervisionRefused(
            _("A letter is about %(most)s suggestions at most.") % {"most": MOST_MATTERS}
        )
    if not words.subject.strip() or not words.text.strip():
        raise SupervisionRefused(_("A letter has a subject and words."))
    _check_day(words, on=on)
    _check_unit(words, suggestions, on=on)


def _check_day(words: LetterWords, *, on: date) -> None:
    if words.due_on is None and words.kind != LetterKind.CIRCULAR:
        raise SupervisionRefused(_("Please say until when the unit answers."))
    if words.due_on is not None and words.due_on <= on:
        raise SupervisionRefused(_("The day for the answer has to be in the future."))


def _check_unit(words: LetterWords, suggestions: Sequence[Suggestion], *, on: date) -> None:
    if not words.unit.is_in_force(on):
        raise SupervisionRefused(_("This unit is no more: write to its successor."))
    if words.kind in RUNGS and not words.unit.path.startswith(words.issuer.path):
        raise SupervisionRefused(_("This unit is not under yours."))
    for row in suggestions:
        if is_closed_to(row.pk, words.unit):
            raise SupervisionRefused(_("One of the suggestions must not reach this unit."))
        if words.kind in RUNGS and not concerns(words.unit, row):
            raise SupervisionRefused(
                _("%(receipt)s is not with this unit.") % {"receipt": row.receipt}
            )


def concerns(unit: Unit, suggestion: Suggestion) -> bool:
    """Whether `unit` answers for `suggestion`, or has a duty, call, clock or instruction there."""
    return (
        suggestion.unit_id == unit.pk
        or suggestion.duties.filter(unit=unit).exists()
        or suggestion.calls.filter(unit=unit).exists()
        or suggestion.clocks.filter(unit=unit).exists()
        or suggestion.instructions.filter(units=unit).exists()
    )


def _numbered(
    words: LetterWords, before: dict[int, int], *, by: User, at: datetime
) -> SupervisionLetter:
    """The letter with the next number of its kind, year and issuer."""
    issuer = Unit.objects.select_for_update(no_key=True).get(pk=words.issuer.pk)
    year = localdate(at).year
    earlier = SupervisionLetter.objects.filter(issuer=issuer, kind=words.kind, year=year)
    serial = (earlier.aggregate(last=Max("serial"))["last"] or 0) + 1
    return SupervisionLetter.objects.create(
        kind=words.kind,
        number=f"{issuer.name}{NUMBERED_AS[words.kind]}〔{year}〕{serial}号",
        year=year,
        serial=serial,
        issuer=issuer,
        keeper=issuer,
        unit=words.unit,
        ground=words.ground,
        subject=words.subject.strip(),
        text=words.text.strip(),
        follows_id=max(before.values(), default=None),
        why_skipped=words.why_skipped.strip(),
        issued_by=by,
        issued_at=at,
        due_on=words.due_on,
    )
