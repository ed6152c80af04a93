"""The slip: the number an author takes home before there is a receipt."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.paper.print_run import PrintRun
from suggestions.suggestion import Suggestion


class ConsentForm(models.TextChoices):
    """How an author who stands at the counter agreed (个人信息保护法 Art. 14)."""

    SIGNED = "signed", _("signed on paper")
    SPOKEN = "spoken", _("spoken, read out by the clerk")


class Slip(models.Model):
    """One number, printed on a form or given out while there was no network.

    `key` is the submission key of what will be typed from it: typed twice it is one suggestion,
    and the tracking code printed on the part torn off is the one that the receipt will have.
    `digest` is what is stored of the code.
    """

    number = models.CharField(_("slip number"), max_length=12, unique=True, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    run = models.ForeignKey(
        PrintRun, on_delete=models.PROTECT, null=True, blank=True, related_name="slips"
    )
    station = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="slip"
    )
    consent_form = models.CharField(
        _("how the author agreed"), max_length=6, choices=ConsentForm, blank=True
    )
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    typed_at = models.DateTimeField(_("typed"), null=True, blank=True)

    class Meta:
        verbose_name = _("slip")
        verbose_name_plural = _("slips")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The number, as it is stored."""
        return self.number
