"""The assignment: this reviewer reads this suggestion in this round."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.intake.attachments import AttachmentQuerySet
from suggestions.review.round import Round
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Questions about many assignments."""

    def of(self, reviewer: User) -> Self:
        """What was given to `reviewer`, is still in its round, and is not sealed."""
        return self.unsealed().filter(reviewer=reviewer, dropped_at__isnull=True)

    def unsealed(self) -> Self:
        """All but those about reports against someone (检举控告), which no desk of review shows."""
        return self.exclude(suggestion__classification=Classification.REPORT)

    def submitted(self) -> Self:
        """Those whose review is in."""
        return self.filter(review__submitted_at__isnull=False)

    def unsubmitted(self) -> Self:
        """Those whose review is missing or a draft."""
        return self.filter(review__submitted_at__isnull=True)

    def open(self) -> Self:
        """What still waits for a review: open round, suggestion under review, nothing submitted."""
        return self.unsubmitted().filter(
            dropped_at__isnull=True,
            round__closed_at__isnull=True,
            suggestion__state=State.REVIEWING,
        )

    def in_working_order(self) -> Self:
        """Most urgent round first, inside a round in the reviewer's own shuffled order."""
        return self.order_by("round__deadline", "round_id", "position", "pk")


class Assignment(models.Model):
    """One reviewer's task. `made_by` is empty where the portal shared out the work."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assignments")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    position = models.PositiveIntegerField(_("place in the reviewer's order"), default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, related_name="replaced_by"
    )
    abstained_at = models.DateTimeField(_("abstained"), null=True)
    abstain_reason = models.CharField(_("why"), max_length=200, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "suggestion", "reviewer"], name="assignment_once"
            ),
        ]
        indexes = [
            models.Index(fields=["reviewer", "round", "position"], name="assignment_queue"),
        ]

    def __str__(self) -> str:
        """Who reads what."""
        return f"{self.reviewer}: {self.suggestion.receipt}"


def files_for_reviewer(assignment: Assignment) -> AttachmentQuerySet:
    """The files a reviewer may open: photographs, and PDFs unless the author is hidden."""
    files = assignment.suggestion.attachments.ready()
    return files.photos() if assignment.round.author_hidden else files
