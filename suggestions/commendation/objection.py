"""The objection: what somebody says against a name on a list while the notice runs."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.contact import Contact
from portal.accounts.user import NAME_LENGTH, User
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.nominee import Nominee

TEXT_LENGTH = 2000
ANSWER_LENGTH = 2000


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Questions about many objections."""

    def unanswered(self) -> Self:
        """Those that still wait for an answer."""
        return self.filter(answered_at__isnull=True)


class Objection(models.Model):
    """One objection. `key` opens the answer to whoever made it; contact lies encrypted."""

    commendation = models.ForeignKey(
        Commendation, on_delete=models.PROTECT, related_name="objections"
    )
    nominee = models.ForeignKey(
        Nominee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="objections",
        verbose_name=_("against"),
    )
    key = models.CharField(max_length=43, unique=True, editable=False)
    form_key = models.UUIDField(unique=True, editable=False)
    text = models.TextField(_("what you object to, and why"), max_length=TEXT_LENGTH)
    name = models.CharField(_("your name"), max_length=NAME_LENGTH, blank=True)
    contact = models.OneToOneField(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, editable=False
    )
    at = models.DateTimeField(_("received"))
    answer = models.TextField(_("answer"), max_length=ANSWER_LENGTH, blank=True)
    upheld = models.BooleanField(_("upheld"), null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer=""),
                name="objection_answer_has_words",
            ),
        ]

    def __str__(self) -> str:
        """Its number; who made it is nobody's business."""
        return str(self.pk)
