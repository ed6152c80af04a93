"""Evidence: photographs and PDFs that show what was done, cleaned and hashed like all uploads."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suggestions.conversion.progress import ProgressNote
from suggestions.conversion.proposal import Proposal
from suggestions.intake.attachments import Attachment, AttachmentKind, AttachmentState

CAPTION_LENGTH = 100


class Part(models.TextChoices):
    """What a file is among the evidence."""

    PLAIN = "plain", _("On its own")
    BEFORE = "before", pgettext_lazy("a photograph", "Before")
    AFTER = "after", pgettext_lazy("a photograph", "After")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions about many files."""

    def shown(self) -> Self:
        """What visitors may see: photographs that are ready, and PDFs released by who sent them."""
        released = models.Q(attachment__kind=AttachmentKind.PHOTO) | models.Q(released=True)
        return self.filter(released, attachment__state=AttachmentState.READY)


class Evidence(models.Model):
    """One file of a report, or of a proposal that an idea was carried out.

    `attachment.sha256` is the digest of the file as it was handed in.
    """

    note = models.ForeignKey(
        ProgressNote, on_delete=models.CASCADE, null=True, related_name="evidence"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, related_name="evidence"
    )
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="evidence")
    part = models.CharField(max_length=6, choices=Part, default=Part.PLAIN)
    caption = models.CharField(_("what it shows"), max_length=CAPTION_LENGTH, blank=True)
    released = models.BooleanField(_("PDFs may be read by everyone"), default=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(note__isnull=False) ^ models.Q(proposal__isnull=False),
                name="evidence_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        """The file's name."""
        return self.attachment.name

    @property
    def is_shown(self) -> bool:
        """Whether visitors may see it; needs the attachment's row."""
        return self.attachment.is_ready and (self.attachment.is_photo or self.released)
