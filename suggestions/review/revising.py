"""Revising: until it is published a chair may change a decision or take it back.

What was decided before is kept beside it, with who changed it and when.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import User
from portal.kept import KeptRecord
from suggestions.chain.recording import note, note_gone
from suggestions.review.deciding import refuse_who_withdrew
from suggestions.review.decision import OUTCOME_CHOICES, Decision, Settling
from suggestions.review.refusals import DecisionRefused
from suggestions.review.rights import may_decide
from suggestions.review.round import Round
from suggestions.review.ruling import Ruling
from suggestions.review.standing import Standing
from suggestions.suggestion import Suggestion


class EarlierDecision(KeptRecord):
    """A decision as it was before it was changed or taken back; nobody outside heard of it."""

    standing = models.ForeignKey(
        Standing, on_delete=models.PROTECT, related_name="earlier_decisions"
    )
    outcome = models.CharField(gettext_lazy("outcome"), max_length=16, choices=OUTCOME_CHOICES)
    reason = models.TextField(gettext_lazy("reason"))
    settling = models.CharField(gettext_lazy("code"), max_length=1, choices=Settling, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_taken_back = models.BooleanField(gettext_lazy("taken back"))
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("earlier decision")
        verbose_name_plural = gettext_lazy("earlier decisions")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        """Standing and outcome."""
        return f"{self.standing_id}: {self.outcome}"


@transaction.atomic
def revise(decision: Decision, ruling: Ruling, *, seen: datetime, by: User, at: datetime) -> None:
    """Put `ruling` in the place of an unpublished decision; the earlier one is kept.

    `seen` is the moment of the decision (`Decision.at`) that the chair was looking at.
    Raises PermissionDenied for anyone but a chair; DecisionRefused if the decision is
    published, was changed since, or cannot be made like this.
    """
    row, standing = _locked(decision, seen, by=by, at=at)
    ruling = ruling.checked()
    ruling.check_against(standing)
    _keep(row, standing, is_taken_back=False, by=by, at=at)
    row.outcome, row.reason, row.settling = ruling.outcome, ruling.reason, ruling.settling
    row.by, row.at = by, at
    row.save(update_fields=["outcome", "reason", "settling", "by", "at"])
    note(row, at=at)
    standing.outcome = ruling.outcome
    standing.save(update_fields=["outcome"])


@transaction.atomic
def take_back(decision: Decision, *, seen: datetime, by: User, at: datetime) -> None:
    """Make the suggestion undecided again; the earlier decision is kept.

    Raises as `revise` does.
    """
    row, standing = _locked(decision, seen, by=by, at=at)
    _keep(row, standing, is_taken_back=True, by=by, at=at)
    note_gone(row, at=at)
    row.delete()
    standing.outcome = ""
    standing.save(update_fields=["outcome"])
    Round.objects.filter(pk=row.round_id).update(decided_count=F("decided_count") - 1)


def _locked(
    decision: Decision, seen: datetime, *, by: User, at: datetime
) -> tuple[Decision, Standing]:
    """Decision and standing, locked after the suggestion as deciding and publishing do."""
    if not may_decide(by, decision.round, on=localdate(at)):
        raise PermissionDenied
    refuse_who_withdrew(decision.suggestion_id, by, on=localdate(at))
    Suggestion.objects.locked().get(pk=decision.suggestion_id)
    standing = Standing.objects.select_for_update().get(
        round=decision.round_id, suggestion=decision.suggestion_id
    )
    row = Decision.objects.select_for_update().filter(pk=decision.pk).first()
    if row is None or row.at != seen:
        raise DecisionRefused(_("Someone else was faster: the decision has been changed since."))
    if row.published_at is not None:
        raise DecisionRefused(_("The decision is published and stands."))
    if standing.dropped_at is not None:
        raise DecisionRefused(_("The suggestion is not in this round."))
    return row, standing


def _keep(
    row: Decision, standing: Standing, *, is_taken_back: bool, by: User, at: datetime
) -> EarlierDecision:
    return EarlierDecision.objects.create(
        standing=standing,
        outcome=row.outcome,
        reason=row.reason,
        settling=row.settling,
        by=row.by,
        at=row.at,
        is_taken_back=is_taken_back,
        changed_by=by,
        changed_at=at,
    )
