"""The legal channel: a lawful way outside the portal on which a claim can be settled.

信访工作条例 Arts. 22 and 31: matters of the courts go to the authorities of justice; what
arbitration, reconsideration or another lawful procedure can settle is led into that procedure.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.suggestion import Suggestion

TEXT_LENGTH = 1000


class LegalChannel(models.Model):
    """One channel as authors are told of it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    article = models.CharField(
        _("legal source"), max_length=100, help_text=_("The law and its article.")
    )
    where = models.CharField(_("where"), max_length=200, blank=True)
    phone = models.CharField(_("public phone"), max_length=40, blank=True)
    text = models.TextField(
        _("what the author is told"),
        max_length=TEXT_LENGTH,
        help_text=_("Whose matter it is, what to bring, and by when."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    in_use = models.BooleanField(_("in use"), default=True)
    search_auto_update = False

    class Meta:
        verbose_name = _("legal channel")
        verbose_name_plural = _("legal channels")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        """The name and the article."""
        return f"{self.name} ({self.article})"

    def told(self) -> str:
        """The channel as it is written to an author, in Chinese: name, source, where, phone."""
        about = [self.where, self.phone and f"电话：{self.phone}"]
        lines = [f"{self.name}（依据：{self.article}）", self.text, *about]
        return "\n".join(line for line in lines if line)


class Referral(models.Model):
    """That a message was referred to a channel; what the author was told is in the history."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="referrals")
    channel = models.ForeignKey(LegalChannel, on_delete=models.PROTECT, related_name="referrals")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Receipt and channel."""
        return f"{self.suggestion.receipt} → {self.channel.name}"
