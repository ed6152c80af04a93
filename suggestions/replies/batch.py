"""Batches: one approved answer for many suggestions, sent a piece at a time."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.replies.reply import REASON_LENGTH, REPLY_LENGTH, Publicity, Reply, ReplyKind
from suggestions.suggestion import Suggestion


class ReplyBatchQuerySet(models.QuerySet["ReplyBatch"]):
    """Questions about many batches."""

    def unfinished(self) -> Self:
        """Those of which something has still to be sent."""
        return self.filter(finished_at__isnull=True)


class ReplyBatch(models.Model):
    """What is sent to many, who answers for it, and the review before its release.

    `pattern` is the reply whose words these are, where they were written to one suggestion first.
    """

    text = models.TextField(max_length=REPLY_LENGTH)
    kind = models.CharField(max_length=8, choices=ReplyKind, default=ReplyKind.FINAL)
    committed_on = models.DateField(null=True)
    publicity = models.CharField(max_length=10, choices=Publicity)
    publicity_reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    pattern = models.ForeignKey(Reply, on_delete=models.PROTECT, null=True, related_name="batches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ReplyBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to many")
        verbose_name_plural = _("replies to many")
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Its key and when it was made; never the words."""
        return f"{self.pk} {self.made_at:%Y-%m-%d}"


class ItemState(models.TextChoices):
    """What became of one recipient."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    SKIPPED = "skipped", _("Left out")


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    """Questions about many recipients."""

    def tally(self, pattern_of: Iterable[Reply]) -> dict[int, dict[str, int]]:
        """How many others got the words of each of these replies, and how many were left out:
        the number of recipients by state, by the reply's key.
        """
        rows = self.filter(batch__pattern__in=pattern_of).order_by()
        found: dict[int, dict[str, int]] = {}
        counts = rows.values_list("batch__pattern", "state").annotate(count=models.Count("pk"))
        for pattern, state, count in counts:
            found.setdefault(pattern, {})[state] = count
        return found


class BatchItem(models.Model):
    """One suggestion of a batch; `obstacle` says why it was left out."""

    batch = models.ForeignKey(ReplyBatch, on_delete=models.CASCADE, related_name="items")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    obstacle = models.CharField(max_length=40, blank=True)
    reply = models.OneToOneField(
        Reply, on_delete=models.PROTECT, null=True, related_name="batch_item"
    )

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "suggestion"], name="batch_item_once"),
        ]

    def __str__(self) -> str:
        """Batch, suggestion and what became of it."""
        return f"{self.batch_id} {self.suggestion_id} {self.state}"
