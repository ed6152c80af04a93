"""Answers kept by idempotency key: the same request again gets the same answer."""

from datetime import datetime, timedelta
from typing import Self

from celery import shared_task
from django.conf import settings
from django.db import models
from django.utils import timezone

from suggestions.api.system import ConnectedSystem

KEY_LENGTH = 80


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    """Questions about many answers."""

    def too_old(self, at: datetime) -> Self:
        """Those that need not be kept any more."""
        return self.filter(at__lt=at - timedelta(days=settings.API_ANSWERS_KEPT_DAYS))


class KeptAnswer(models.Model):
    """What one system was answered under one key, and to which body (by digest)."""

    system = models.ForeignKey(ConnectedSystem, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "key"], name="answer_once_per_key")
        ]

    def __str__(self) -> str:
        """The key."""
        return self.key


@shared_task
def forget_old_answers() -> None:
    """Delete the answers that are too old; may run twice."""
    KeptAnswer.objects.too_old(timezone.now()).delete()
