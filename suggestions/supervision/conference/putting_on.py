"""Putting something before the joint conference: a suggestion, or a dispute."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.duties.disputing import hand_to_conference
from suggestions.duties.objection import DutyDispute
from suggestions.duties.refusals import DutyRefused
from suggestions.history import Event, record
from suggestions.rights import Action, may
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.supervision.conference.agenda import AgendaItem
from suggestions.supervision.refusals import SupervisionRefused


@transaction.atomic
def put_on_agenda(
    subject: Suggestion | DutyDispute,
    *,
    by: User | None,
    at: datetime,
    question: str = "",
    conference: Unit | None = None,
) -> AgendaItem:
    """Put a suggestion, or a dispute about whose duty it is, before the joint conference.

    A dispute goes to the conference of its common superior, or of the highest unit above the
    sender where there is none (信访工作条例 Article 24), and whoever is allowed to dispute
    puts it there; `by` is None for the portal itself. A suggestion goes to `conference`, by
    default that of the unit in charge. Raises PermissionDenied, SupervisionRefused.
    """
    if isinstance(subject, DutyDispute):
        return _put_dispute(subject, by=by, at=at, question=question)
    if by is None or subject.classification == Classification.REPORT:
        raise PermissionDenied
    if not may(by, Action.PUT_ON_AGENDA, subject, on=localdate(at)):
        raise PermissionDenied
    if not question.strip():
        raise SupervisionRefused(_("Please say what is to be decided."))
    chosen = conference or subject.unit
    if not subject.unit.path.startswith(chosen.path):
        raise SupervisionRefused(_("This conference has nothing to do with the unit in charge."))
    return _put(subject, chosen, question=question, by=by, at=at)


def _put_dispute(
    dispute: DutyDispute, *, by: User | None, at: datetime, question: str
) -> AgendaItem:
    raised = DutyDispute.objects.select_related("judge", "duty__sender").get(pk=dispute.pk)
    suggestion = Suggestion.objects.select_related("unit").get(pk=raised.duty.suggestion_id)
    if suggestion.classification == Classification.REPORT:
        raise PermissionDenied
    if raised.conference_at is None:
        try:
            hand_to_conference(raised, by=by, at=at)
        except DutyRefused as error:
            raise SupervisionRefused(str(error)) from None
    sender = raised.duty.sender
    conference = raised.judge or Unit.objects.get(path=sender.path[: sender.steplen])
    words = question.strip() or raised.reason
    return _put(suggestion, conference, question=words, by=by, at=at, dispute=raised)


def _put(
    suggestion: Suggestion,
    conference: Unit,
    *,
    question: str,
    by: User | None,
    at: datetime,
    dispute: DutyDispute | None = None,
) -> AgendaItem:
    if dispute is not None:
        held = AgendaItem.objects.select_for_update(of=("self",), no_key=True)
        here = held.filter(suggestion=suggestion, conference=conference, settled_at=None)
        if waiting := here.first():
            return _join(waiting, dispute, question)
    try:
        with transaction.atomic():
            item = AgendaItem.objects.create(
                conference=conference,
                suggestion=suggestion,
                dispute=dispute,
                question=question.strip(),
                put_on_by=by,
                put_on_at=at,
            )
    except IntegrityError:
        raise SupervisionRefused(_("It is on this agenda already.")) from None
    record(suggestion, Event.CONFERENCE, by=by, internal_note=question.strip())
    return item


def _join(waiting: AgendaItem, dispute: DutyDispute, question: str) -> AgendaItem:
    """Let one item settle the dispute too: what else is asked about the suggestion stays in it.

    Raises SupervisionRefused if the item is about a dispute that is still open.
    """
    if waiting.has_open_dispute:
        raise SupervisionRefused(_("It is on this agenda already."))
    waiting.take_in(question, dispute=dispute)
    return waiting
