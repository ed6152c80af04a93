"""The print run: forms for one campaign at one station, numbered one after the other."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.storage import private_storage


def document_path(run: "PrintRun", name: str) -> str:
    """Where the PDF lies."""
    return f"forms/{run.key.hex[:2]}/{run.key}.pdf"


class PrintRun(models.Model):
    """Forms that were numbered and printed together."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(
        CampaignPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign")
    )
    station = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("station")
    )
    first_serial = models.PositiveBigIntegerField(_("first number"), unique=True)
    count = models.PositiveSmallIntegerField(_("forms"))
    drawn = models.PositiveSmallIntegerField(_("forms drawn"), default=0)
    document = models.FileField(storage=private_storage, upload_to=document_path, blank=True)
    fault = models.CharField(_("why it could not be drawn"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("print run")
        verbose_name_plural = _("print runs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Where and how many."""
        return f"{self.station}: {self.count}"

    @property
    def is_ready(self) -> bool:
        """Whether the file can be fetched."""
        return bool(self.document)
