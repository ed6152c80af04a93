"""Instructing: writing an instruction down, feeding back on it, and closing it.

Nothing of this enters the suggestion's history: what the author reads is made from that.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.handling.exclusion.barred import is_closed_to
from suggestions.instructions.instruction import Feedback, Instruction
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.rights import Act, is_leader_for, may, may_feed_back
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Written:
    """What an instruction says: the words, the day, to which units, due when."""

    text: str
    given_on: date
    units: tuple[Unit, ...]
    due_on: date | None = None


@transaction.atomic
def instruct(
    suggestion: Suggestion, leader: User, written: Written, *, by: User, at: datetime
) -> Instruction:
    """Keep what `leader` wrote on `suggestion`; `by` is the leader or an editor for them.

    Raises PermissionDenied if `by` may not, InstructionRefused if `leader` leads nothing
    there, no words or units are given, a unit must not get it, or the days make no sense.
    """
    on = localdate(at)
    own = by == leader and may(by, Act.INSTRUCT, suggestion, on=on)
    if not own and not may(by, Act.ENTER, suggestion, on=on):
        raise PermissionDenied
    if not is_leader_for(leader, suggestion.unit, on=on):
        raise InstructionRefused(_("This person does not lead the unit in charge."))
    _check(written, on=on)
    if any(is_closed_to(suggestion.pk, unit) for unit in written.units):
        raise InstructionRefused(_("One of these units has an interest in it: it must not get it."))
    row = Instruction.objects.create(
        suggestion=suggestion,
        leader=leader,
        entered_by=by,
        entered_at=at,
        text=written.text.strip(),
        given_on=written.given_on,
        due_on=written.due_on,
    )
    row.units.set(written.units)
    return row


def _check(written: Written, *, on: date) -> None:
    """Raises InstructionRefused if the instruction cannot be meant so."""
    if not written.text.strip():
        raise InstructionRefused(_("An instruction has words."))
    if not written.units:
        raise InstructionRefused(_("Please say to which units it goes."))
    if written.given_on > on:
        raise InstructionRefused(_("The day on which it was given is in the future."))
    if written.due_on is not None and written.due_on < written.given_on:
        raise InstructionRefused(_("An answer cannot be due before the instruction."))


@transaction.atomic
def feed_back(
    instruction: Instruction, unit: Unit, text: str, *, by: User, at: datetime
) -> Feedback:
    """Keep what `unit` reports on the instruction.

    Raises PermissionDenied, or InstructionRefused without words or once it is closed.
    """
    row = _locked(instruction)
    if not may_feed_back(by, row, unit, on=localdate(at)):
        raise PermissionDenied
    if not row.is_open:
        raise InstructionRefused(_("The instruction has been closed."))
    if not text.strip():
        raise InstructionRefused(_("Please say what was done."))
    return Feedback.objects.create(instruction=row, unit=unit, text=text.strip(), by=by, at=at)


@transaction.atomic
def close(instruction: Instruction, note: str, *, by: User, at: datetime) -> None:
    """Close the instruction with its result, once.

    Raises PermissionDenied, or InstructionRefused without a result or the second time.
    """
    row = _locked(instruction)
    if not may(by, Act.CLOSE, row.suggestion, on=localdate(at)):
        raise PermissionDenied
    if not note.strip():
        raise InstructionRefused(_("Please say what came of it."))
    if not row.is_open:
        raise InstructionRefused(_("The instruction has been closed."))
    row.closed_at, row.closed_by, row.closing_note = at, by, note.strip()
    row.save(update_fields=["closed_at", "closed_by", "closing_note"])


def _locked(instruction: Instruction) -> Instruction:
    rows = Instruction.objects.select_for_update().prefetch_related("suggestion__unit")
    return rows.get(pk=instruction.pk)
