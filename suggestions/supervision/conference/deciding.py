"""The joint conference at work: its sittings, and what they decide."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.rights import Person, reaches
from portal.organisation.unit import Unit
from suggestions.duties.disputing import take_conference_decision
from suggestions.duties.refusals import DutyRefused
from suggestions.history import Event, record
from suggestions.states import Classification
from suggestions.supervision.allowed import check_receiver
from suggestions.supervision.conference.agenda import (
    LOOKING,
    OWNERS,
    AgendaItem,
    ConferenceDecision,
    DecisionNote,
    Minutes,
    Sitting,
)
from suggestions.supervision.refusals import SupervisionRefused


@transaction.atomic
def call_sitting(
    conference: Unit,
    *,
    held_at: datetime,
    place: str,
    chair: str,
    attendees: Iterable[Unit],
    items: Iterable[AgendaItem],
    by: User,
    at: datetime,
) -> Sitting:
    """Call a sitting on `items`, which wait on the agenda of `conference`.

    Raises PermissionDenied, or SupervisionRefused without place, chair or items.
    """
    if not may_run(by, conference, on=localdate(at)):
        raise PermissionDenied
    keys = [item.pk for item in items]
    held = AgendaItem.objects.select_for_update(of=("self",), no_key=True)
    rows = held.filter(pk__in=keys, conference=conference, settled_at=None, sitting=None)
    found = list(rows.exclude(suggestion__classification=Classification.REPORT))
    if not place.strip() or not chair.strip():
        raise SupervisionRefused(_("Please say where it is held and who is in the chair."))
    if not found:
        raise SupervisionRefused(_("None of these waits on the agenda any more."))
    sitting = Sitting.objects.create(
        conference=conference,
        held_at=held_at,
        place=place.strip(),
        chair=chair.strip(),
        called_by=by,
        called_at=at,
    )
    sitting.attendees.set(attendees)
    AgendaItem.objects.filter(pk__in=[item.pk for item in found]).update(sitting=sitting)
    return sitting


@transaction.atomic
def write_minutes(sitting: Sitting, text: str, *, by: User, at: datetime) -> Minutes:
    """Keep the minutes, or a better wording. Raises PermissionDenied, SupervisionRefused."""
    row = _open_sitting(sitting, by=by, at=at)
    if not text.strip():
        raise SupervisionRefused(_("Minutes have words."))
    return Minutes.objects.create(sitting=row, text=text.strip(), by=by, at=at)


@transaction.atomic
def decide(
    item: AgendaItem, text: str, *, owner: Unit, due_on: date, by: User, at: datetime
) -> ConferenceDecision:
    """Keep what the sitting decided on `item`: who carries it out, and until when.

    In a dispute `owner` is the unit that has the duty from now on: it is settled with this.
    Raises PermissionDenied, or SupervisionRefused without words, for a day that is over, or a
    unit that cannot have it.
    """
    on = localdate(at)
    row = _waiting_item(item, by=by, at=at)
    if row.sitting_id is None:
        raise SupervisionRefused(_("No sitting has it on its list yet."))
    if not text.strip():
        raise SupervisionRefused(_("A decision has words."))
    if due_on < on:
        raise SupervisionRefused(_("The day of the decision is over already."))
    check_receiver(row.suggestion_id, owner, on=on)
    if row.dispute is not None:
        try:
            take_conference_decision(row.dispute, owner, decision=text.strip(), by=by, at=at)
        except DutyRefused as error:
            raise SupervisionRefused(str(error)) from None
    _settle(row, by=by, at=at)
    record(row.suggestion, Event.CONFERENCE, by=by, internal_note=f"{owner}: {text.strip()}")
    return ConferenceDecision.objects.create(
        item=row, text=text.strip(), owner=owner, due_on=due_on, decided_by=by, decided_at=at
    )


@transaction.atomic
def take_off(item: AgendaItem, why: str, *, by: User, at: datetime) -> None:
    """Take an item off the agenda undecided. Raises PermissionDenied, SupervisionRefused.

    A dispute stays until it is decided: nobody else can. One that has ended by itself, because
    the unit took it or the author was answered, goes.
    """
    row = _waiting_item(item, by=by, at=at)
    if row.has_open_dispute:
        raise SupervisionRefused(_("A dispute is decided here: there is no other place for it."))
    if not why.strip():
        raise SupervisionRefused(_("Please say why."))
    row.why_taken_off = why.strip()[:120]
    _settle(row, by=by, at=at)


@transaction.atomic
def close_sitting(sitting: Sitting, *, by: User, at: datetime) -> int:
    """Make the minutes final; what was not decided waits for the next sitting: how many items.

    Raises PermissionDenied, or SupervisionRefused without minutes.
    """
    row = _open_sitting(sitting, by=by, at=at)
    if not row.minutes.exists():
        raise SupervisionRefused(_("There are no minutes yet."))
    row.closed_at, row.closed_by = at, by
    row.save(update_fields=["closed_at", "closed_by"])
    return row.items.filter(settled_at=None).update(sitting=None)


@transaction.atomic
def report_on(decision: ConferenceDecision, text: str, *, by: User, at: datetime) -> DecisionNote:
    """Keep what the owner reports. Raises PermissionDenied, SupervisionRefused."""
    row = _open_decision(decision, by=by, at=at)
    if not may_report(by, row, on=localdate(at)):
        raise PermissionDenied
    if not text.strip():
        raise SupervisionRefused(_("Please say what was done."))
    return DecisionNote.objects.create(
        decision=row, unit=row.owner, text=text.strip(), by=by, at=at
    )


@transaction.atomic
def finish(decision: ConferenceDecision, note: str, *, by: User, at: datetime) -> None:
    """Say that a decision is carried out, as the conference. Raises as `report_on`."""
    row = _open_decision(decision, by=by, at=at)
    if not may_run(by, row.item.conference, on=localdate(at)):
        raise PermissionDenied
    if not note.strip():
        raise SupervisionRefused(_("Please say what came of it."))
    row.done_at, row.done_by, row.done_note = at, by, note.strip()
    row.save(update_fields=["done_at", "done_by", "done_note"])


def may_run(user: Person, conference: Unit, *, on: date) -> bool:
    """Whether `user` supervises or leads where the conference is held, or above."""
    return reaches(user, LOOKING, conference, on=on)


def may_report(user: Person, decision: ConferenceDecision, *, on: date) -> bool:
    """Whether `user` speaks for the unit that carries it out."""
    return reaches(user, OWNERS, decision.owner, on=on)


def _settle(item: AgendaItem, *, by: User, at: datetime) -> None:
    item.settled_at, item.settled_by = at, by
    item.save(update_fields=["settled_at", "settled_by", "why_taken_off"])


def _waiting_item(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    on = localdate(at)
    rows = AgendaItem.objects.open_to(by, on=on).select_for_update(of=("self",), no_key=True)
    related = ("conference", "suggestion__unit", "dispute")
    row = rows.prefetch_related(*related).filter(pk=item.pk).first()
    if row is None or not may_run(by, row.conference, on=on):
        raise PermissionDenied
    if row.settled_at is not None:
        raise SupervisionRefused(_("It has been settled already."))
    return row


def _open_sitting(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    rows = Sitting.objects.select_for_update(no_key=True)
    row = rows.prefetch_related("conference").get(pk=sitting.pk)
    if not may_run(by, row.conference, on=localdate(at)):
        raise PermissionDenied
    if not row.is_open:
        raise SupervisionRefused(_("The minutes of this sitting are final."))
    return row


def _open_decision(decision: ConferenceDecision, *, by: User, at: datetime) -> ConferenceDecision:
    rows = ConferenceDecision.objects.open_to(by, on=localdate(at))
    related = ("owner", "item__conference", "item__suggestion")
    locked = rows.select_for_update(of=("self",), no_key=True).prefetch_related(*related)
    row = locked.filter(pk=decision.pk).first()
    if row is None:
        raise PermissionDenied
    if row.done_at is not None:
        raise SupervisionRefused(_("It has been carried out already."))
    return row
