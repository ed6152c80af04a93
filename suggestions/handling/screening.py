"""Screening: what a message is, and whether it is taken up, sent back or sent on."""

from datetime import timedelta

from django.db import models, transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.following import follow_class
from suggestions.clocks.running import hand_over
from suggestions.duties.following import end as end_duties
from suggestions.handling.channels.legal_channel import LegalChannel, Referral
from suggestions.handling.exclusion.barred import is_closed_to
from suggestions.handling.exclusion.offices import pass_to_office
from suggestions.handling.publication import hide
from suggestions.history import Entry, Event, move, record
from suggestions.rating.rating import Reopening
from suggestions.replies.keeping import keep_answer
from suggestions.states import SCREENED, Classification, State
from suggestions.suggestion import Suggestion
from suggestions.workorders.following import follow_sealing, follow_unsealing

CLASSIFIABLE = SCREENED | {State.ACCEPTED, State.ANSWERED}
"""Until a panel looks at it; a round compares suggestions only."""


ELSEWHERE = frozenset({Classification.CLAIM, Classification.COURT})
"""Classes with lawful ways of their own (信访工作条例 Arts. 22, 28, 31): referred to a named one,
or handled here where the unit takes that upon itself and says why."""
UNDO_FOR = timedelta(minutes=5)
"""A step can be taken back for so long before the author is told of it."""


class Fault(models.TextChoices):
    """Why a step of screening cannot be taken."""

    NOTE = "note", _("Please give the author a reason.")
    CHANNEL = (
        "channel",
        _("Please choose the legal channel: claims and matters of the courts are referred to one."),
    )
    HANDLED_HERE = (
        "handled_here",
        _("Please say why your unit handles this itself and does not refer it."),
    )
    CLOSED_TO_UNIT = "closed_to_unit", _("This unit is complained of or has an interest in it.")
    REOPENED = (
        "reopened",
        _("It was opened again after a low rating: write a reply that a second person approves."),
    )
    UNSORTED = "unsorted", _("Please set the class first.")
    TOO_LATE = "too_late", _("The class can no longer be changed: it is under review or decided.")


class CannotScreen(Exception):
    """The step cannot be taken; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the reason."""
        super().__init__(fault.label)
        self.fault = fault


@transaction.atomic
def classify(
    suggestion: Suggestion, to: Classification, *, by: User | None, internal_note: str = ""
) -> Entry | None:
    """Say what the message is (信访工作条例 Arts. 22, 29-31; 上海 Art. 10).

    A report against someone goes to the office that receives reports; what is no suggestion
    leaves the site. Returns None if the class stays as it is. Raises CannotScreen once the
    message is under review or decided.
    """
    row = Suggestion.objects.locked().prefetch_related("campaign", "unit").get(pk=suggestion.pk)
    if row.classification == to:
        return None
    if row.state not in CLASSIFIABLE:
        raise CannotScreen(Fault.TOO_LATE)
    before, row.classification = row.classification, to
    row.save(update_fields=["classification"])
    entry = record(
        row, Event.CLASSIFIED, by=by, before=before, after=to, internal_note=internal_note
    )
    if to != Classification.SUGGESTION:
        hide(row, by=by)  # after the entry: undoing it finds what it took off the site
    _follow_class(row, before, by)
    for field in ("classification", "unit", "public_since", "version"):
        setattr(suggestion, field, getattr(row, field))
    return entry


def _follow_class(row: Suggestion, before: str, by: User | None) -> None:
    """Seal a report with the office for reports, or bring one that is none back.

    It stays where it is if the organiser is one of those complained of.
    """
    if row.classification == Classification.REPORT:
        end_duties([row.pk], at=now())
        follow_sealing(row, at=now())
        pass_to_office(row, by=by, on=localdate())
    elif before == Classification.REPORT and not is_closed_to(row.pk, row.campaign.organiser):
        office = row.unit
        pass_to(row, row.campaign.organiser, by=by)
        hand_over(row, row.unit, before=office, at=now())
    if before == Classification.REPORT:
        follow_unsealing(row, at=now())
    follow_class(row, at=now())  # claims and reports have time limits of their own


@transaction.atomic
def pass_to(suggestion: Suggestion, unit: Unit, *, by: User | None) -> Entry | None:
    """Put `unit` in charge of `suggestion`; returns None if it is already.

    What is meant for a unit that has been dissolved goes to its successor. Raises
    CannotScreen if the unit is complained of in it or has withdrawn.
    """
    unit = unit.current(localdate())
    if suggestion.unit_id == unit.pk:
        return None
    if is_closed_to(suggestion.pk, unit):
        raise CannotScreen(Fault.CLOSED_TO_UNIT)
    before, suggestion.unit = suggestion.unit, unit
    suggestion.save(update_fields=["unit"])
    return record(suggestion, Event.ASSIGNED, by=by, before=before.code[:16], after=unit.code[:16])


def accept(suggestion: Suggestion, *, by: User | None, note: str = "", because: str = "") -> Entry:
    """Take the message up; `because` says to colleagues why a claim is handled here.

    Raises CannotScreen without a class, or without that reason where it is needed, and
    history.MoveNotAllowed.
    """
    if suggestion.classification == Classification.UNSORTED:
        raise CannotScreen(Fault.UNSORTED)
    if suggestion.classification in ELSEWHERE and not because.strip():
        raise CannotScreen(Fault.HANDLED_HERE)
    return _move(suggestion, State.ACCEPTED, by=by, note=note, internal_note=because)


def return_for_completion(suggestion: Suggestion, *, by: User | None, note: str) -> Entry:
    """Ask the author for what is missing. Raises CannotScreen without a note."""
    return _move_with_reason(suggestion, State.RETURNED, by=by, note=note)


def decline(suggestion: Suggestion, *, by: User | None, note: str) -> Entry:
    """Do not take the message up. Raises CannotScreen without a reason."""
    return _move_with_reason(suggestion, State.DECLINED, by=by, note=note)


@transaction.atomic
def refer(
    suggestion: Suggestion, *, by: User | None, note: str = "", channel: LegalChannel | None = None
) -> Entry:
    """Send the author to `channel`, or to whom `note` names.

    Raises CannotScreen without either, and for claims and matters of the courts without a
    channel.
    """
    if suggestion.classification in ELSEWHERE and channel is None:
        raise CannotScreen(Fault.CHANNEL)
    told = "\n\n".join(part for part in (note.strip(), channel.told() if channel else "") if part)
    entry = _move_with_reason(suggestion, State.REFERRED, by=by, note=told)
    if channel is not None:
        Referral.objects.create(suggestion=suggestion, channel=channel, by=by, at=entry.at)
    return entry


@transaction.atomic
def answer(suggestion: Suggestion, *, by: User | None, note: str) -> Entry:
    """Answer at once, as a question needs; the answer is kept as a reply.

    Raises CannotScreen without an answer, and after a low rating: who may answer then is
    looked at when a reply is written.
    """
    if Reopening.objects.filter(suggestion=suggestion).exists():
        raise CannotScreen(Fault.REOPENED)
    entry = _move_with_reason(suggestion, State.ANSWERED, by=by, note=note)
    keep_answer(entry)
    return entry


def take_back(suggestion: Suggestion, *, by: User | None, internal_note: str = "") -> Entry:
    """Put a screened message back on the pile; takes it off the site until it is accepted."""
    entry = move(suggestion, State.RECEIVED, by=by, internal_note=internal_note)
    hide(suggestion, by=by)
    return entry


def _move_with_reason(suggestion: Suggestion, to: State, *, by: User | None, note: str) -> Entry:
    if not note.strip():
        raise CannotScreen(Fault.NOTE)
    return _move(suggestion, to, by=by, note=note)


def _move(
    suggestion: Suggestion, to: State, *, by: User | None, note: str, internal_note: str = ""
) -> Entry:
    """The author is told when it can no longer be undone."""
    after = UNDO_FOR if by is not None else timedelta(0)
    return move(suggestion, to, by=by, note=note, internal_note=internal_note, tell_after=after)
