"""Co-authors of a joint suggestion (联名): one person is the contact, each other confirms.

Who has not confirmed is neither counted nor shown; who withdraws leaves no name behind.
"""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import NAME_LENGTH, User
from suggestions.suggestion import Suggestion


class ConfirmedBy(models.TextChoices):
    """How a co-author said yes."""

    LINK = "link", _("By the link")
    CODE = "code", _("By receipt number and code")
    PAPER = "paper", _("Signed on paper")


class CoAuthorQuerySet(models.QuerySet["CoAuthor"]):
    """Questions about many co-authors."""

    def confirmed(self) -> Self:
        """Those who said yes and have not withdrawn: the only ones that count."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)

    def shown(self) -> Self:
        """Those of them whose name may stand in public."""
        return self.confirmed().filter(name_shown=True).exclude(name="")

    def pending(self) -> Self:
        """Those who were invited and have said neither yes nor no."""
        return self.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)


class CoAuthor(models.Model):
    """One person invited to stand behind a suggestion. `label` is how the contact knows them."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="co_authors")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    label = models.CharField(_("for whom"), max_length=NAME_LENGTH, blank=True)
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    name_shown = models.BooleanField(_("name shown in public"), default=False)
    account = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    how = models.CharField(_("confirmed"), max_length=5, choices=ConfirmedBy, blank=True)
    invited_at = models.DateTimeField(_("invited"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = CoAuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The key of the suggestion: names stay on its page."""
        return f"{self.suggestion_id}/{self.pk}"

    @property
    def is_confirmed(self) -> bool:
        """Whether this person stands behind the suggestion now."""
        return self.confirmed_at is not None and self.withdrawn_at is None
