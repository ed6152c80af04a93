"""Deciding: a chair's outcome for one suggestion or for many, always with a reason."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.chain.recording import note
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.history import MoveNotAllowed
from suggestions.review.decision import Decision
from suggestions.review.letters.composing import wording_for
from suggestions.review.levels import findings
from suggestions.review.publishing import publish
from suggestions.review.refusals import DecisionRefused, Refused
from suggestions.review.rights import may_decide
from suggestions.review.round import Publication, Round
from suggestions.review.ruling import Ruling
from suggestions.review.standing import Standing
from suggestions.states import State
from suggestions.suggestion import Suggestion

BLANK = re.compile(r"\{(title|receipt|mark|criteria)\}")
"""What a template of a reason may leave to be filled in."""


@dataclass(frozen=True)
class Settled:
    """What became of deciding on many: the decisions, and what was refused with the message."""

    decisions: list[Decision]
    refused: list[tuple[Suggestion, str]]


@transaction.atomic
def decide(
    suggestion: Suggestion,
    outcome: State,
    reason: str,
    *,
    round: Round,
    by: User,
    at: datetime,
    settling: str = "",
) -> Decision:
    """Decide on `suggestion` in `round`; `settling` is the code A to D, if one is given.

    Where the round publishes each decision as it is made, this moves the suggestion, writes to
    the author and, if it is adopted in full or in part, makes a golden idea. Where it publishes
    together, nothing moves and nobody is told until `publish_decisions`. Raises
    PermissionDenied for anyone but a chair; DecisionRefused for a chair who has withdrawn from
    it, without a reason, outside the phases for deciding, for what is not in the round, or when
    something nobody has scored is to be adopted; MoveNotAllowed if another chair was first, and
    then nothing is kept.
    """
    if not may_decide(by, round, on=localdate(at)):
        raise PermissionDenied
    refuse_who_withdrew(suggestion.pk, by, on=localdate(at))
    ruling = Ruling(outcome, reason, settling).checked()
    if not round.takes_decisions(at):
        raise DecisionRefused(_("The campaign is not in a phase for decisions."))
    standing = _locked_standing(suggestion, round, ruling)
    decision = Decision.objects.create(
        suggestion=suggestion,
        round=round,
        outcome=ruling.outcome,
        reason=ruling.reason,
        settling=ruling.settling,
        by=by,
        at=at,
    )
    standing.outcome = ruling.outcome
    standing.save(update_fields=["outcome"])
    Round.objects.filter(pk=round.pk).update(decided_count=F("decided_count") + 1)
    if round.publication == Publication.ONE_BY_ONE:
        publish(decision, standing, wording_for(round), by=by, at=at)
    else:
        note(decision, at=at)
    return decision


def decide_many(
    standings: Iterable[Standing],
    outcome: State,
    template: str,
    *,
    by: User,
    at: datetime,
    settling: str = "",
) -> Settled:
    """Decide on each of `standings` by itself; one that is refused does not stop the others.

    `template` is the reason with blanks for `fill`. Raises PermissionDenied for anyone but a
    chair.
    """
    settled = Settled([], [])
    for standing in standings:
        suggestion, round = standing.suggestion, standing.round
        reason = fill(template, standing)
        try:
            decision = decide(
                suggestion, outcome, reason, round=round, by=by, at=at, settling=settling
            )
        except MoveNotAllowed as error:
            settled.refused.append((suggestion, already_moved(error)))
        except Refused as error:
            settled.refused.append((suggestion, str(error)))
        else:
            settled.decisions.append(decision)
    return settled


def fill(template: str, standing: Standing) -> str:
    """`template` with {title}, {receipt}, {mark} (two decimals) and {criteria} put in.

    {criteria} becomes what the reviewers found by each criterion, in the words of the rubric.
    What is put in is not filled in again.
    """
    suggestion = standing.suggestion
    values = {
        "title": suggestion.title,
        "receipt": suggestion.receipt,
        "mark": f"{standing.figure:.2f}" if standing.review_count else "–",
        "criteria": _by_criterion(standing) if "{criteria}" in template else "",
    }
    return BLANK.sub(lambda found: values[found[1]], template)


def _by_criterion(standing: Standing) -> str:
    """What the reviewers found, a line for each criterion."""
    found = findings(standing, standing.round.rubric.criteria.all())
    return "\n".join(f"{one.criterion.name}：{one.anchor}" for one in found) or "–"


def refuse_who_withdrew(suggestion: int, person: User, *, on: date) -> None:
    """Nobody decides on what they have an interest in (信访工作条例 Art. 28). Raises
    DecisionRefused for who has withdrawn from the suggestion with this key or is kept out of it.
    """
    if suggestion in barred_keys(person, on=on):
        raise DecisionRefused(
            _("You have withdrawn from it or are kept out: another chair decides.")
        )


def already_moved(error: MoveNotAllowed) -> str:
    """What to tell a chair who came second."""
    return _("Someone else was faster: it is already “%(state)s”.") % {
        "state": State(error.before).label
    }


def _locked_standing(suggestion: Suggestion, round: Round, ruling: Ruling) -> Standing:
    """The standing of `suggestion`, locked after the suggestion itself.

    Raises MoveNotAllowed if it is decided, DecisionRefused if it cannot be decided like this.
    """
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    standing = Standing.objects.select_for_update().filter(round=round, suggestion=row).first()
    if standing is None or standing.dropped_at is not None:
        raise DecisionRefused(_("The suggestion is not in this round."))
    if standing.passed_on_at is not None:
        raise DecisionRefused(_("The suggestion has gone on to a later round."))
    if standing.outcome:
        raise MoveNotAllowed(standing.outcome, ruling.outcome)
    if row.state != State.REVIEWING:
        raise MoveNotAllowed(row.state, ruling.outcome)
    ruling.check_against(standing)
    standing.suggestion, standing.round = suggestion, round
    return standing
