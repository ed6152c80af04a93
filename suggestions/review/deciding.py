"""Deciding: a chair's outcome for one suggestion or for many, always with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.conversion.adopting import make_golden_idea
from suggestions.history import MoveNotAllowed, move
from suggestions.review.decision import ADOPTING, REASON_LENGTH, Decision
from suggestions.review.refusals import DecisionRefused, Refused
from suggestions.review.rights import may_decide
from suggestions.review.round import Round
from suggestions.review.standing import Standing
from suggestions.states import OUTCOMES, State
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Settled:
    """What became of deciding on many: the decisions, and what was refused with the message."""

    decisions: list[Decision]
    refused: list[tuple[Suggestion, str]]


@transaction.atomic
def decide(
    suggestion: Suggestion, outcome: State, reason: str, *, round: Round, by: User, at: datetime
) -> Decision:
    """Decide on `suggestion` in `round`: move it, keep who decided and why, tell the author.

    Adopting, in full or in part, makes a golden idea with the means by criterion. Raises
    PermissionDenied for anyone but a chair; DecisionRefused without a reason, outside the
    phases for deciding, for what is not in the round, or when something nobody has scored
    is to be adopted; MoveNotAllowed if another chair was first, and then nothing is kept.
    """
    if not may_decide(by, round, on=localdate(at)):
        raise PermissionDenied
    reason = _checked_reason(reason)
    if outcome not in OUTCOMES or not round.takes_decisions(at):
        raise DecisionRefused(_("The campaign is not in a phase for decisions."))
    standing = _locked_standing(suggestion, round, outcome)
    move(suggestion, outcome, by=by, note=reason)
    decision = Decision.objects.create(
        suggestion=suggestion,
        round=round,
        outcome=outcome,
        reason=reason,
        by=by,
        at=at,
        published_at=at,
    )
    standing.outcome = outcome
    standing.save(update_fields=["outcome"])
    Round.objects.filter(pk=round.pk).update(decided_count=F("decided_count") + 1)
    if outcome in ADOPTING:
        make_golden_idea(decision, standing.criterion_means)
    return decision


def decide_many(
    standings: Iterable[Standing], outcome: State, template: str, *, by: User, at: datetime
) -> Settled:
    """Decide on each of `standings` by itself; one that is refused does not stop the others.

    `template` is the reason with {title}, {receipt} and {mark} to fill in. Raises
    PermissionDenied for anyone but a chair.
    """
    settled = Settled([], [])
    for standing in standings:
        suggestion = standing.suggestion
        reason = fill(template, standing)
        try:
            decision = decide(suggestion, outcome, reason, round=standing.round, by=by, at=at)
        except MoveNotAllowed as error:
            settled.refused.append((suggestion, already_moved(error)))
        except Refused as error:
            settled.refused.append((suggestion, str(error)))
        else:
            settled.decisions.append(decision)
    return settled


def fill(template: str, standing: Standing) -> str:
    """`template` with the suggestion's title, receipt and mark (two decimals) put in."""
    mark = f"{standing.figure:.2f}" if standing.review_count else "–"
    values = {"title": standing.suggestion.title, "receipt": standing.suggestion.receipt}
    filled = template.replace("{mark}", mark).replace("{receipt}", values["receipt"])
    return filled.replace("{title}", values["title"])


def already_moved(error: MoveNotAllowed) -> str:
    """What to tell a chair who came second."""
    return _("Someone else was faster: it is already “%(state)s”.") % {
        "state": State(error.before).label
    }


def _checked_reason(reason: str) -> str:
    """The reason without surrounding space; raises DecisionRefused if it is no reason."""
    reason = reason.strip()
    if not reason:
        raise DecisionRefused(_("A decision needs a reason."))
    if len(reason) > REASON_LENGTH:
        raise DecisionRefused(_("The reason is too long."))
    return reason


def _locked_standing(suggestion: Suggestion, round: Round, outcome: State) -> Standing:
    """The standing of `suggestion`, locked after the suggestion itself.

    Raises MoveNotAllowed if it is decided, DecisionRefused if it cannot be decided like this.
    """
    row = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    standing = Standing.objects.select_for_update().filter(round=round, suggestion=row).first()
    if standing is None or standing.dropped_at is not None:
        raise DecisionRefused(_("The suggestion is not in this round."))
    if standing.outcome:
        raise MoveNotAllowed(row.state, outcome)
    if outcome in ADOPTING and not standing.review_count:
        raise DecisionRefused(_("Nobody has scored this suggestion yet."))
    return standing
