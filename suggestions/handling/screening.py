"""Screening: what a message is, and whether it is taken up, sent back or sent on."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.handling.publication import hide
from suggestions.history import Entry, Event, move, record
from suggestions.states import SCREENED, Classification, State
from suggestions.suggestion import Suggestion

CLASSIFIABLE = SCREENED | {State.ACCEPTED, State.ANSWERED}
"""Until a panel looks at it; a round compares suggestions only."""


class Fault(models.TextChoices):
    """Why a step of screening cannot be taken."""

    NOTE = "note", _("Please give the author a reason.")
    UNSORTED = "unsorted", _("Please set the class first.")
    TOO_LATE = "too_late", _("The class can no longer be changed: it is under review or decided.")


class CannotScreen(Exception):
    """The step cannot be taken; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the reason."""
        super().__init__(fault.label)
        self.fault = fault


@transaction.atomic
def classify(suggestion: Suggestion, to: Classification, *, by: User | None) -> Entry | None:
    """Say what the message is (信访工作条例 Arts. 22, 29-31; 上海 Art. 10).

    A report against someone goes to the office that receives reports; what is no suggestion
    leaves the site. Returns None if the class stays as it is. Raises CannotScreen once the
    message is under review or decided.
    """
    row = (
        Suggestion.objects.locked(of=("self",))
        .select_related("campaign", "unit")
        .get(pk=suggestion.pk)
    )
    if row.classification == to:
        return None
    if row.state not in CLASSIFIABLE:
        raise CannotScreen(Fault.TOO_LATE)
    if to != Classification.SUGGESTION:
        hide(row, by=by)
    before, row.classification = row.classification, to
    row.save(update_fields=["classification"])
    entry = record(row, Event.CLASSIFIED, by=by, before=before, after=to)
    _follow_class(row, before, by)
    for field in ("classification", "unit", "public_since", "version"):
        setattr(suggestion, field, getattr(row, field))
    return entry


def _follow_class(row: Suggestion, before: str, by: User | None) -> None:
    """Seal a report with the office for reports, or bring one that is none back."""
    if row.classification == Classification.REPORT:
        pass_to(row, Unit.objects.filter(receives_reports=True).first() or row.unit, by=by)
    elif before == Classification.REPORT:
        pass_to(row, row.campaign.organiser, by=by)


@transaction.atomic
def pass_to(suggestion: Suggestion, unit: Unit, *, by: User | None) -> Entry | None:
    """Put `unit` in charge of `suggestion`; returns None if it is already."""
    if suggestion.unit_id == unit.pk:
        return None
    before, suggestion.unit = suggestion.unit, unit
    suggestion.save(update_fields=["unit"])
    return record(suggestion, Event.ASSIGNED, by=by, before=before.code[:16], after=unit.code[:16])


def accept(suggestion: Suggestion, *, by: User | None, note: str = "") -> Entry:
    """Take the message up. Raises CannotScreen without a class, or history.MoveNotAllowed."""
    if suggestion.classification == Classification.UNSORTED:
        raise CannotScreen(Fault.UNSORTED)
    return move(suggestion, State.ACCEPTED, by=by, note=note)


def return_for_completion(suggestion: Suggestion, *, by: User | None, note: str) -> Entry:
    """Ask the author for what is missing. Raises CannotScreen without a note."""
    return _move_with_reason(suggestion, State.RETURNED, by=by, note=note)


def decline(suggestion: Suggestion, *, by: User | None, note: str) -> Entry:
    """Do not take the message up. Raises CannotScreen without a reason."""
    return _move_with_reason(suggestion, State.DECLINED, by=by, note=note)


def refer(suggestion: Suggestion, *, by: User | None, note: str) -> Entry:
    """Send the author to the channel named in `note`. Raises CannotScreen without one."""
    return _move_with_reason(suggestion, State.REFERRED, by=by, note=note)


def answer(suggestion: Suggestion, *, by: User | None, note: str) -> Entry:
    """Answer at once, as a question needs. Raises CannotScreen without an answer."""
    return _move_with_reason(suggestion, State.ANSWERED, by=by, note=note)


def take_back(suggestion: Suggestion, *, by: User | None, internal_note: str = "") -> Entry:
    """Put a screened message back on the pile; takes it off the site until it is accepted."""
    entry = move(suggestion, State.RECEIVED, by=by, internal_note=internal_note)
    hide(suggestion, by=by)
    return entry


def _move_with_reason(suggestion: Suggestion, to: State, *, by: User | None, note: str) -> Entry:
    if not note.strip():
        raise CannotScreen(Fault.NOTE)
    return move(suggestion, to, by=by, note=note)
