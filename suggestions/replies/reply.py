"""The reply: what an office tells the author, from the first draft to the sent word."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.organisation.unit import Unit, within
from suggestions.states import OPEN, Classification, State
from suggestions.suggestion import Suggestion

REPLY_LENGTH = 5000
REASON_LENGTH = 200
NOTE_LENGTH = 1000


class ReplyKind(models.TextChoices):
    """Whether it ends the matter."""

    INTERIM = "interim", _("Interim reply")
    FINAL = "final", _("Reply")


class ReplyState(models.TextChoices):
    """How far a reply has come."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    RETURNED = "returned", pgettext_lazy("of a draft", "Sent back to be changed")
    APPROVED = "approved", pgettext_lazy("of a reply", "Approved, not sent yet")
    SENT = "sent", pgettext_lazy("of a reply", "Sent")
    DISCARDED = "discarded", pgettext_lazy("of a draft", "Given up")


UNSENT = frozenset(
    {ReplyState.DRAFT, ReplyState.SUBMITTED, ReplyState.RETURNED, ReplyState.APPROVED}
)
"""Somebody still works on it."""
WRITABLE = frozenset({ReplyState.DRAFT, ReplyState.RETURNED})
"""Its words may still be changed."""


class Publicity(models.TextChoices):
    """公开属性: who may read a reply (政府信息公开条例 Arts. 13, 14-16, 27)."""

    PUBLIC = "public", pgettext_lazy("of a reply", "Published")
    ON_REQUEST = "on_request", _("Open on request")
    CLOSED = "closed", _("Not open")


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Questions about many replies."""

    def sent(self) -> Self:
        """Those the author has been given."""
        return self.filter(state=ReplyState.SENT)

    def unsent(self) -> Self:
        """Those on which somebody still works, of suggestions that are still open."""
        return self.in_charge().filter(state__in=UNSENT, suggestion__state__in=OPEN)

    def in_charge(self) -> Self:
        """Those of the unit in charge: the draft of one that passed the matter on is not sent."""
        return self.filter(unit=models.F("suggestion__unit"))

    def of_units(self, units: Iterable[Unit]) -> Self:
        """Those of the given units and of all below."""
        return self.filter(within(units, "unit"))

    def unsealed(self) -> Self:
        """All but those to reports against someone (检举控告)."""
        return self.exclude(suggestion__classification=Classification.REPORT)

    def to_approve(self) -> Self:
        """Handed in by who wrote them, and nobody has said anything yet."""
        return self.unsent().filter(state=ReplyState.SUBMITTED)

    def to_check(self) -> Self:
        """Sent final replies that no supervisor has looked at."""
        return self.filter(
            state=ReplyState.SENT,
            kind=ReplyKind.FINAL,
            checked_at__isnull=True,
            suggestion__state=State.ANSWERED,
        )

    def released(self) -> Self:
        """Those anybody may read where the suggestion itself is public."""
        return self.filter(
            state=ReplyState.SENT, publicity=Publicity.PUBLIC, reviewed_at__isnull=False
        )

    def promised(self) -> Self:
        """Interim replies whose committed day still binds: nothing was sent after them."""
        later = Reply.objects.filter(
            suggestion=models.OuterRef("suggestion"),
            state=ReplyState.SENT,
            sent_at__gt=models.OuterRef("sent_at"),
        )
        return self.filter(
            ~models.Exists(later),
            state=ReplyState.SENT,
            committed_on__isnull=False,
            suggestion__state__in=OPEN,
        )

    def broken(self, on: date) -> Self:
        """Promises whose day has passed on the local date `on` (济南 Art. 24)."""
        return self.promised().filter(committed_on__lt=on)


class Reply(models.Model):
    """One reply of one unit to one suggestion.

    `revision` rises with every saving, so that two who write at once never overwrite each
    other. `approved_alone` says that the approver wrote it too because the unit has nobody
    else. `reviewed_*` is the review before release: who looked for personal data and secrets,
    when, and what the portal's own search for personal data found in it.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="replies")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="replies", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ReplyKind, default=ReplyKind.FINAL)
    state = models.CharField(max_length=10, choices=ReplyState, default=ReplyState.DRAFT)
    text = models.TextField(_("text"), max_length=REPLY_LENGTH, blank=True)
    committed_on = models.DateField(_("will be done by"), null=True, blank=True)
    publicity = models.CharField(
        _("who may read it"), max_length=10, choices=Publicity, default=Publicity.PUBLIC
    )
    publicity_reason = models.CharField(_("why not"), max_length=REASON_LENGTH, blank=True)
    also_for = models.ManyToManyField(
        Suggestion, related_name="+", blank=True, verbose_name=_("also sent to")
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    return_note = models.TextField(_("what is missing"), max_length=NOTE_LENGTH, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_alone = models.BooleanField(default=False)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(max_length=REASON_LENGTH, blank=True)
    review_found = models.PositiveSmallIntegerField(default=0)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    entry = models.OneToOneField(
        "suggestions.Entry", on_delete=models.PROTECT, null=True, related_name="reply"
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "unit"],
                condition=models.Q(state__in=["draft", "submitted", "returned", "approved"]),
                name="one_unsent_reply_per_unit",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="sent_reply_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                condition=models.Q(state="submitted"),
                name="reply_to_approve",
            ),
            models.Index(
                fields=["sent_at", "id"],
                condition=models.Q(state="sent", kind="final", checked_at__isnull=True),
                name="reply_to_check",
            ),
            models.Index(
                fields=["committed_on", "id"],
                condition=models.Q(state="sent", committed_on__isnull=False),
                name="reply_promised",
            ),
        ]

    def __str__(self) -> str:
        """The suggestion's key, kind and state; never the words."""
        return f"{self.suggestion_id} {self.kind} {self.state}"

    @property
    def is_writable(self) -> bool:
        """Whether its words may still be changed."""
        return self.state in WRITABLE

    @property
    def is_released(self) -> bool:
        """Whether anybody may read it where the suggestion is public."""
        reviewed = self.reviewed_at is not None
        return self.state == ReplyState.SENT and self.publicity == Publicity.PUBLIC and reviewed
