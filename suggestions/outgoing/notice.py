"""The notice: a row that says that an author is to be told of one history entry, once."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.messaging.claimed import CLAIM_FOR, Claimed, ClaimedQuerySet, MessageState
from suggestions.suggestion import Suggestion


class Via(models.TextChoices):
    """The way a message goes."""

    MAIL = "mail", pgettext_lazy("a way", "E-mail")
    SMS = "sms", pgettext_lazy("a way", "Text message")


class NoticeQuerySet(ClaimedQuerySet["Notice"]):
    """Questions about many notices."""

    def of_author(self, suggestion: Suggestion) -> Self:
        """Notices for whoever wrote `suggestion`: of the account, else of this suggestion."""
        if suggestion.author_id:
            return self.filter(entry__suggestion__author=suggestion.author_id)
        return self.filter(entry__suggestion=suggestion.pk)

    def heard_since(self, start: datetime, *, at: datetime) -> datetime | None:
        """When one of these, but for the receipt, was last sent after `start`; else None.

        One that is being sent at `at` counts as sent.
        """
        sending = Q(state=MessageState.WAITING, claimed_at__gte=at - CLAIM_FOR)
        told = self.exclude(entry__event="submitted").filter(
            Q(state=MessageState.SENT) | sending, claimed_at__gt=start
        )
        return told.aggregate(last=models.Max("claimed_at"))["last"]


class Notice(Claimed):
    """That the author is to be told of one history entry, once."""

    entry = models.OneToOneField(
        "suggestions.Entry", on_delete=models.CASCADE, related_name="notice"
    )
    via = models.CharField(max_length=4, choices=Via, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="waiting"),
                name="notice_waiting",
            )
        ]

    def __str__(self) -> str:
        """The entry's key and what became of the notice; never an address."""
        return f"{self.entry_id} {self.state}"
