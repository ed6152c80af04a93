"""Silence: an author wishes to hear only what must be told, of one suggestion or of all."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.states import OUTCOMES, State
from suggestions.suggestion import Suggestion

if TYPE_CHECKING:
    from suggestions.history import Entry

TOLD_EVENTS = frozenset({"submitted", "replied", "extended", "look_answered"})
"""The receipt, replies, a longer time limit and the answer to a request are told to everybody."""
TOLD_STATES = OUTCOMES | {
    State.ACCEPTED,
    State.RETURNED,
    State.REFERRED,
    State.DECLINED,
    State.ANSWERED,
}
"""信访工作条例 Arts. 22, 23, 34: whether it is accepted, and the reply, are told in writing."""


class Silence(models.Model):
    """That of one suggestion, or of all of one account, only what must be told is sent."""

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.CASCADE, null=True, related_name="silence"
    )
    account = models.OneToOneField(User, on_delete=models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("wish to hear less")
        verbose_name_plural = _("wishes to hear less")
        constraints = [
            models.CheckConstraint(
                condition=Q(suggestion__isnull=False, account__isnull=True)
                | Q(suggestion__isnull=True, account__isnull=False),
                name="silence_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        """Whose silence it is, by key."""
        return f"{self.suggestion_id or ''} {self.account_id or ''}".strip()


def set_silence(of: Suggestion | User, wished: bool, *, at: datetime) -> None:
    """Keep or forget the wish of the author of a suggestion, or of an account."""
    key = {"suggestion": of} if isinstance(of, Suggestion) else {"account": of}
    if wished:
        Silence.objects.get_or_create(**key, defaults={"since": at})
    else:
        Silence.objects.filter(**key).delete()


def is_silent(of: Suggestion | User) -> bool:
    """Whether the wish is kept for this suggestion, or for this account, itself."""
    if isinstance(of, Suggestion):
        return Silence.objects.filter(suggestion=of).exists()
    return Silence.objects.filter(account=of).exists()


def wishes_silence(suggestion: Suggestion) -> bool:
    """Whether the author wishes not to hear of `suggestion`, for itself or for the account."""
    wished = Q(suggestion=suggestion.pk)
    if suggestion.author_id:
        wished |= Q(account=suggestion.author_id)
    return Silence.objects.filter(wished).exists()


def must_be_told(entry: "Entry") -> bool:
    """Whether authors are told of `entry` even if they wish to hear less."""
    return entry.event in TOLD_EVENTS or (entry.event == "moved" and entry.after in TOLD_STATES)
