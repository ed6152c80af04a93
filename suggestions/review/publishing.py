"""Publishing: a decision moves its suggestion, becomes a golden idea, and its author is written.

Where a round publishes together, everything happens at the chair's word: in batches, each of
them whole or not at all, so that a run that was cut short is carried on by the next.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.chain.recording import note
from suggestions.conversion.adopting import make_golden_idea
from suggestions.history import move
from suggestions.review.decision import ADOPTING, Decision, DecisionQuerySet
from suggestions.review.letters.composing import Wording, wording_for, write_letter
from suggestions.review.publication import PublicationRun
from suggestions.review.refusals import DecisionRefused
from suggestions.review.rights import may_publish_decisions
from suggestions.review.round import Round
from suggestions.review.standing import Standing
from suggestions.states import State
from suggestions.suggestion import Suggestion

BATCH = 50
"""Decisions in one transaction: what a crash can undo, and how long a row is locked."""


def publish_decisions(round: Round, *, by: User, at: datetime) -> PublicationRun:
    """Publish all that is decided and not published in `round`, as of `at`.

    Carries on a run that was cut short. A suggestion that has left review meanwhile is left out
    and counted in `left_out`. Raises PermissionDenied for anyone but a chair, DecisionRefused
    if there is nothing to publish.
    """
    run = start_publication(round, by=by, at=at)
    carry_on(run)
    run.refresh_from_db()
    return run


def start_publication(round: Round, *, by: User, at: datetime) -> PublicationRun:
    """The run that publishes `round`: the one under way, or a new one that nobody works on yet.

    Raises as `publish_decisions` does.
    """
    if not may_publish_decisions(by, round, on=localdate(at)):
        raise PermissionDenied
    waiting = to_publish(round).count()
    if not waiting and not PublicationRun.objects.unfinished().filter(round=round).exists():
        raise DecisionRefused(_("There is no decision to publish."))
    run, _is_new = PublicationRun.objects.get_or_create(
        round=round,
        finished_at=None,
        defaults={"began_at": at, "by": by, "total": waiting},
    )
    return run


def to_publish(round: Round) -> DecisionQuerySet:
    """The decisions that publishing `round` would make public now."""
    return round.decisions.unpublished().exclude(_has_left())


def left_out(round: Round) -> DecisionQuerySet:
    """Unpublished decisions about suggestions that are no longer under review."""
    return round.decisions.unpublished().filter(_has_left())


def carry_on(run: PublicationRun) -> None:
    """Publish what is left of `run` and finish it; two at once share the work."""
    wording, after = wording_for(run.round), 0
    while keys := _next_keys(run.round, after):
        publish_batch(run, keys, wording)
        after = keys[-1]
    finished = {"finished_at": timezone.now(), "left_out": left_out(run.round).count()}
    if PublicationRun.objects.unfinished().filter(pk=run.pk).update(**finished):
        Round.objects.filter(pk=run.round_id).update(published_at=run.began_at)


@transaction.atomic
def publish_batch(run: PublicationRun, keys: Sequence[int], wording: Wording) -> None:
    """Publish the decisions with these keys that still wait; all of them or none."""
    about = Decision.objects.filter(pk__in=keys).values_list("suggestion", flat=True)
    mine = Suggestion.objects.filter(pk__in=list(about), state=State.REVIEWING)
    suggestions = {row.pk: row for row in mine.locked().order_by("pk")}
    standings = run.round.standings.in_round().filter(suggestion__in=suggestions)
    kept = {row.suggestion_id: row for row in standings.select_for_update().order_by("pk")}
    for decision in Decision.objects.unpublished().filter(pk__in=keys).select_for_update():
        standing = kept.get(decision.suggestion_id)
        if standing is not None:
            decision.suggestion = standing.suggestion = suggestions[decision.suggestion_id]
            publish(decision, standing, wording, by=run.by, at=run.began_at)


def publish(
    decision: Decision, standing: Standing, wording: Wording, *, by: User, at: datetime
) -> None:
    """Make one decision public, inside the transaction that has locked suggestion and standing.

    Raises MoveNotAllowed if the suggestion is not under review.
    """
    decision.published_at = at
    decision.save(update_fields=["published_at"])
    note(decision, at=at)
    entry = move(decision.suggestion, State(decision.outcome), by=by, note=decision.reason)
    if decision.outcome in ADOPTING:
        make_golden_idea(decision, standing.criterion_means)
    write_letter(decision, standing, entry, wording, at=at)


def _next_keys(round: Round, after: int) -> list[int]:
    """The keys of the next batch of decisions that wait."""
    rows = to_publish(round).filter(pk__gt=after).values_list("pk", flat=True)
    return list(rows[:BATCH])


def _has_left() -> Q:
    """That the decision's suggestion was withdrawn or taken out of its round."""
    here = Standing.objects.in_round().filter(
        round=OuterRef("round"), suggestion=OuterRef("suggestion")
    )
    return ~Q(suggestion__state=State.REVIEWING) | Q(~Exists(here))
