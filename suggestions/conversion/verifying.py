"""Verifying: an idea counts as carried out only when others than those who act say so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.regulations.pages import RegulationPage
from suggestions.chain.recording import note as note_in_log
from suggestions.conversion.converting import locked, touch
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.kinds import ProofKind
from suggestions.conversion.proposal import Answer, Proposal, ProposalState, Verdict
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.rights import acting_units, is_independent, may_propose, may_verify
from suggestions.conversion.rules import FollowUpRules
from suggestions.history import Event, MoveNotAllowed, move, record
from suggestions.notices import queue_notice
from suggestions.states import MOVES, State


@dataclass(frozen=True)
class Claim:
    """That an idea was carried out, in full or in part, into what, and what proves it."""

    outcome: State
    note: str
    kind: str
    proof: str
    verifying_unit: Unit
    document_title: str = ""
    document_number: str = ""
    document_url: str = ""
    regulation: RegulationPage | None = None
    form_key: UUID | None = None


@transaction.atomic
def propose(idea: GoldenIdea, claim: Claim, *, by: User, at: datetime) -> Proposal:
    """Put the idea forward as carried out; the author is asked, and the second unit looks.

    The same form twice is one proposal. Raises PermissionDenied if `by` may not propose,
    MoveNotAllowed if the idea is concluded, FollowUpRefused if something is missing, the
    verifying unit acts itself, or another claim is waiting.
    """
    if not may_propose(by, idea, on=localdate(at)):
        raise PermissionDenied
    locked(idea)
    key = claim.form_key or uuid4()
    before = Proposal.objects.filter(form_key=key).first()
    if before is not None:
        return before
    _check(idea, claim)
    _make_room(idea, at=at)
    facts = {**vars(claim), "form_key": key}
    until = localdate(at) + timedelta(days=FollowUpRules.load().answer_days)
    proposal = Proposal.objects.create(
        idea=idea, proposed_by=by, proposed_at=at, answer_until=until, **facts
    )
    queue_notice(record(idea.suggestion, Event.ASKED, by=by, note=claim.note))
    touch(idea)
    return proposal


@transaction.atomic
def verify(proposal: Proposal, note: str, *, by: User, at: datetime) -> Proposal:
    """The second unit confirms; `note` says what was looked at. Returns the row as it is now.

    Raises PermissionDenied for who may not, FollowUpRefused if someone else was faster.
    """
    row = _to_judge(proposal, by=by, at=at)
    if row.is_verified:
        raise FollowUpRefused(_("Someone else was faster: it is verified already."))
    _keep_verdict(row, True, note, by=by, at=at)
    row.verified_by, row.verified_at = by, at
    row.save(update_fields=["verified_by", "verified_at"])
    settle(row, at=at)
    touch(row.idea)
    return row


@transaction.atomic
def send_back(proposal: Proposal, reason: str, *, by: User, at: datetime) -> Proposal:
    """The second unit is not convinced; the acting unit reads the reason and may try again.

    Raises PermissionDenied for who may not, FollowUpRefused if it is settled.
    """
    row = _to_judge(proposal, by=by, at=at)
    _keep_verdict(row, False, reason, by=by, at=at)
    row.state, row.settled_at = ProposalState.SENT_BACK, at
    row.save(update_fields=["state", "settled_at"])
    touch(row.idea)
    return row


def settle(proposal: Proposal, *, at: datetime) -> bool:
    """Move the idea if the unit's word stands and the author has answered or was silent.

    Called with the idea locked; the caller raises its version. False while one of the two
    is still missing.
    """
    if not proposal.is_verified:
        return False
    if not proposal.answer and proposal.answer_until and proposal.answer_until < localdate(at):
        proposal.answer = Answer.SILENT
    if not proposal.answer:
        return False
    proposal.state, proposal.settled_at = ProposalState.ACCEPTED, at
    proposal.save(update_fields=["state", "settled_at", "answer"])
    idea = proposal.idea
    move(idea.suggestion, State(proposal.outcome), by=proposal.verified_by, note=proposal.note)
    idea.kind = proposal.kind
    GoldenIdea.objects.filter(pk=idea.pk).update(kind=proposal.kind)
    return True


def _check(idea: GoldenIdea, claim: Claim) -> None:
    state = State(idea.suggestion.state)
    if claim.outcome not in MOVES[state]:
        raise MoveNotAllowed(state, claim.outcome)
    if not (claim.note.strip() and claim.kind):
        raise FollowUpRefused(_("Say what was done and what the idea was turned into."))
    if claim.proof == ProofKind.REGULATION:
        missing = claim.regulation is None
    else:
        missing = not (claim.proof and claim.document_title.strip())
    if missing:
        raise FollowUpRefused(_("Name what proves it: a document, a regulation or minutes."))
    if claim.outcome == State.CONVERTED and any(a.is_unfinished for a in idea.actions.all()):
        raise FollowUpRefused(_("Some actions are not finished: report on them first."))
    if not is_independent(claim.verifying_unit, acting_units(idea)):
        raise FollowUpRefused(_("A unit that acts, or one below it, cannot verify."))


def _make_room(idea: GoldenIdea, *, at: datetime) -> None:
    """One claim at a time; that the portal put the idea forward as lapsed is answered by it."""
    waiting = Proposal.objects.open().filter(idea=idea)
    if waiting.of_work().exists():
        raise FollowUpRefused(_("Another claim is waiting for verification."))
    waiting.update(state=ProposalState.SENT_BACK, settled_at=at)


def _to_judge(proposal: Proposal, *, by: User, at: datetime) -> Proposal:
    """The open claim, with its idea locked first."""
    locked(proposal.idea)
    rows = Proposal.objects.select_related("idea__suggestion__unit", "verifying_unit")
    row = rows.get(pk=proposal.pk)
    if row.outcome == State.LAPSED or not may_verify(by, row, on=localdate(at)):
        raise PermissionDenied
    if not row.is_open:
        raise FollowUpRefused(_("Someone else was faster: it is settled already."))
    return row


def _keep_verdict(row: Proposal, accepted: bool, note: str, *, by: User, at: datetime) -> None:
    if not note.strip():
        raise FollowUpRefused(_("Say what you looked at, or what is missing."))
    verdict = Verdict.objects.create(
        proposal=row, accepted=accepted, note=note, unit=row.verifying_unit, by=by, at=at
    )
    note_in_log(verdict, at=at)
