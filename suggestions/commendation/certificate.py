"""The certificate: what it says, the code that proves it, and the drawn files."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.storage import private_storage
from suggestions.commendation.codes import CODE_LENGTH
from suggestions.commendation.nominee import UNIT_NAME_LENGTH, Nominee

WHY_LENGTH = 200


def picture_path(certificate: "Certificate", name: str) -> str:
    """Where the picture lies."""
    return f"certificates/{certificate.key.hex[:2]}/{certificate.key}.png"


def document_path(certificate: "Certificate", name: str) -> str:
    """Where the PDF lies."""
    return f"certificates/{certificate.key.hex[:2]}/{certificate.key}.pdf"


class Certificate(models.Model):
    """One certificate, with its words as they were on the day; they never change."""

    nominee = models.OneToOneField(Nominee, on_delete=models.PROTECT, related_name="certificate")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=CODE_LENGTH, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=UNIT_NAME_LENGTH, blank=True)
    award = models.CharField(_("award"), max_length=120)
    for_what = models.CharField(_("for what"), max_length=200, blank=True)
    issuer = models.CharField(_("issued by"), max_length=UNIT_NAME_LENGTH)
    issued_on = models.DateField(_("issued on"))
    picture = models.FileField(storage=private_storage, upload_to=picture_path, blank=True)
    document = models.FileField(storage=private_storage, upload_to=document_path, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_reason = models.CharField(_("why"), max_length=WHY_LENGTH, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Its key: neither name nor code reach a log by accident."""
        return str(self.key)

    @property
    def is_ready(self) -> bool:
        """Whether both files have been drawn."""
        return bool(self.picture) and bool(self.document)

    @property
    def is_revoked(self) -> bool:
        """Whether it is no longer in force."""
        return self.revoked_at is not None
