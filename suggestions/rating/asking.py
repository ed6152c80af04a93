"""The asking: that an author is asked once to rate how the matter was handled."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.replies.reply import NOTE_LENGTH, Reply
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

LATE_FOR = timedelta(days=30)
"""After a matter was closed unrated its author may still rate it for so long."""


class Way(models.TextChoices):
    """How the author is asked first."""

    LINK = "link", _("By link or on the tracking page")
    CALL = "call", _("By a call back")


class AskingEnd(models.TextChoices):
    """How an asking ended."""

    RATED = "rated", _("Rated")
    SILENT = "silent", _("Not rated")
    REFUSED = "refused", _("Did not wish to rate")
    UNREACHABLE = "unreachable", _("Could not be reached")
    NOT_CALLED = "not_called", _("Nobody called")
    CANCELLED = "cancelled", _("No longer asked")


UNRATED = frozenset(
    {AskingEnd.SILENT, AskingEnd.REFUSED, AskingEnd.UNREACHABLE, AskingEnd.NOT_CALLED}
)
"""Ends after which the author may still rate for a while."""


class AskingQuerySet(models.QuerySet["Asking"]):
    """Questions about many askings."""

    def open(self) -> Self:
        """Those that have not ended."""
        return self.filter(closed_at__isnull=True)

    def counted(self) -> Self:
        """Those that count in figures: reports against someone never do, nor what was cancelled."""
        rows = self.exclude(suggestion__classification=Classification.REPORT)
        return rows.exclude(end=AskingEnd.CANCELLED)

    def asked_between(self, start: datetime, end: datetime) -> Self:
        """Asked from `start` (included) to `end` (not included)."""
        return self.filter(asked_at__gte=start, asked_at__lt=end)

    def rated(self) -> Self:
        """Those that were answered."""
        return self.filter(end=AskingEnd.RATED)

    def to_call(self, at: datetime) -> Self:
        """Those whose author may be called at `at`, whoever has taken them."""
        return self.open().filter(call_from__lte=at)

    def free(self, at: datetime, *, for_: User) -> Self:
        """Those nobody else is calling at `at`."""
        mine = models.Q(claimed_by=for_)
        return self.filter(
            mine | models.Q(claimed_until__isnull=True) | models.Q(claimed_until__lt=at)
        )

    def overdue(self, at: datetime) -> Self:
        """Open ones whose time is over."""
        return self.open().filter(due_at__lt=at)


class Asking(models.Model):
    """One request to rate one final reply.

    `turn` is 1, or 2 after a low rating reopened the matter. `call_from` is the moment from
    which the author may be called, empty where there is no phone number. `key` is what links
    and short codes are made from; it never leaves the portal as it is.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="askings")
    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="asking")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit that replied")
    )
    turn = models.PositiveSmallIntegerField(default=1)
    via = models.CharField(max_length=4, choices=Way)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    entry = models.OneToOneField(
        "suggestions.Entry", on_delete=models.PROTECT, null=True, related_name="asking"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    call_from = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, choices=AskingEnd, blank=True)

    objects = AskingQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to rate")
        verbose_name_plural = _("requests to rate")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_asking",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, end="")
                | models.Q(closed_at__isnull=False) & ~models.Q(end=""),
                name="asking_ends_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["call_from", "id"],
                condition=models.Q(closed_at__isnull=True, call_from__isnull=False),
                name="asking_to_call",
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(closed_at__isnull=True),
                name="asking_open",
            ),
            models.Index(fields=["asked_at"], name="asking_by_time"),
        ]

    def __str__(self) -> str:
        """The suggestion's key, turn and end."""
        return f"{self.suggestion_id} {self.turn} {self.end}"

    def is_rateable(self, at: datetime) -> bool:
        """Whether the author may rate at `at`: until LATE_FOR after it ended unrated."""
        if self.closed_at is None:
            return True
        return self.end in UNRATED and at < self.closed_at + LATE_FOR


class CallResult(models.TextChoices):
    """What came of one call."""

    ANSWERED = "answered", _("Answered the questions")
    NO_ANSWER = "no_answer", _("No answer")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    REFUSED = "refused", _("Did not wish to answer")


class CallAttempt(models.Model):
    """One call, under the caller's name."""

    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="attempts")
    result = models.CharField(_("what came of it"), max_length=12, choices=CallResult)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("call back")
        verbose_name_plural = _("calls back")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The asking's key and the result."""
        return f"{self.asking_id} {self.result}"
