"""The erasure: that a person's data were removed from a suggestion, by whom and on what ground."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptQuerySet, KeptRecord
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import within
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.suggestion import Suggestion

LOOKING = (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
"""Who sees what was erased; only the first of them erases."""


class Ground(models.TextChoices):
    """Why personal data have to go (个人信息保护法 Art. 47); chosen, so that no name slips in."""

    CONSENT = "consent", _("The person has taken back the consent")
    PURPOSE = "purpose", _("The purpose is reached, or cannot be reached any more")
    PERIOD = "period", _("The period for keeping the data is over")
    UNLAWFUL = "unlawful", _("The data should not have been processed")


class ErasureQuerySet(KeptQuerySet["Erasure"]):
    """Erasures are only ever added."""

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those about suggestions of the units (and below) of a security or audit administrator.

        Superusers see all: also those of accounts, and those about what is not here. Whoever is
        complained of in a suggestion, or has withdrawn from it, sees none about it.
        """
        rows = self.exclude(suggestion__in=barred_keys(user, on=on))
        if user.is_authenticated and user.is_superuser:
            return rows
        return rows.filter(within(units_of(user, LOOKING, on=on), "suggestion__unit"))


class Erasure(KeptRecord):
    """One erasure; `number` is also its line in the file beside the database.

    It is about a suggestion or an account; about neither, where that file tells of one which
    this database, a restored one, has never had. `by` is empty for the portal's commands.
    """

    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    suggestion = models.ForeignKey(
        Suggestion,
        on_delete=models.PROTECT,
        null=True,
        related_name="erasures",
        verbose_name=_("suggestion"),
    )
    account = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="erasures",
        verbose_name=_("account"),
    )
    destroyed_key = models.UUIDField(null=True)
    reason = models.CharField(_("ground"), max_length=10, choices=Ground)
    keeps_text = models.BooleanField(_("the words of the suggestion stay"), default=False)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("erased by")
    )
    at = models.DateTimeField(_("erased"))

    objects: ClassVar = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        """The number and the day."""
        return f"{self.number} {self.at:%Y-%m-%d}"
