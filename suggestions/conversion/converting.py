"""Converting: what the steps of following up share, calling an idea lapsed, and showing it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.chain.recording import note as note_in_log
from suggestions.conversion.action import Action
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.proposal import Proposal, ProposalState, Verdict
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.rights import may_conclude, may_show
from suggestions.history import move
from suggestions.states import State


@transaction.atomic
def lapse(idea: GoldenIdea, note: str, *, by: User, at: datetime) -> None:
    """Call the idea lapsed (逾期未落实/终止); the author reads `note`.

    Raises PermissionDenied if `by` may not conclude, MoveNotAllowed if it is concluded,
    FollowUpRefused while a claim that it was carried out waits for verification.
    """
    if not may_conclude(by, idea, on=localdate(at)):
        raise PermissionDenied
    locked(idea)
    waiting = Proposal.objects.open().filter(idea=idea)
    if waiting.of_work().exists():
        raise FollowUpRefused(_("It is being verified whether this was carried out."))
    move(idea.suggestion, State.LAPSED, by=by, note=note)
    waiting.update(state=ProposalState.ACCEPTED, settled_at=at, verified_by=by, verified_at=at)
    touch(idea)


@transaction.atomic
def keep_going(proposal: Proposal, note: str, *, by: User, at: datetime) -> None:
    """Say that the idea has not lapsed though the portal put it forward as such, and why.

    Raises PermissionDenied if `by` may not conclude, FollowUpRefused if it is settled.
    """
    idea = proposal.idea
    if not may_conclude(by, idea, on=localdate(at)):
        raise PermissionDenied
    locked(idea)
    kept = Proposal.objects.open().filter(pk=proposal.pk, outcome=State.LAPSED)
    if not kept.update(state=ProposalState.SENT_BACK, settled_at=at):
        raise FollowUpRefused(_("Someone else was faster: it is settled already."))
    unit = idea.suggestion.unit
    verdict = Verdict.objects.create(
        proposal=proposal, accepted=False, note=note, unit=unit, by=by, at=at
    )
    note_in_log(verdict, at=at)
    touch(idea)


def show(idea: GoldenIdea, public: bool, *, by: User, at: datetime) -> None:
    """Show the idea on the site, or take it off; raises PermissionDenied if `by` may not."""
    if not may_show(by, idea, on=localdate(at)):
        raise PermissionDenied
    idea.public = public
    idea.save(update_fields=["public"])


def touch(idea: GoldenIdea) -> None:
    """Raise the row's version: something that is shown with the idea has changed."""
    idea.version = GoldenIdea.objects.values_list("version", flat=True).get(pk=idea.pk)
    idea.save(update_fields=["version"])


def locked(idea: GoldenIdea) -> GoldenIdea:
    """The idea's row, locked until the transaction ends: every step begins with it."""
    return GoldenIdea.objects.select_for_update().get(pk=idea.pk)


def settle_due_day(idea: GoldenIdea) -> None:
    """Keep the day by which the whole idea should be carried out: that of its last action.

    The caller raises the version with `touch`.
    """
    last = Action.objects.filter(idea=idea).aggregate(last=Max("due_on"))["last"]
    idea.due_on = last
    GoldenIdea.objects.filter(pk=idea.pk).update(due_on=last)
