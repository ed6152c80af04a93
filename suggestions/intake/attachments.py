"""Attachments: photographs and PDFs that came with a suggestion, in private storage."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.storage import private_storage
from suggestions.suggestion import Suggestion

NAME_LENGTH = 100


class AttachmentKind(models.TextChoices):
    """What a file is, by its content."""

    PHOTO = "photo", _("Photograph")
    PDF = "pdf", _("PDF")


class AttachmentState(models.TextChoices):
    """Whether a file can be shown."""

    WAITING = "waiting", _("Being prepared")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Could not be read")


def raw_path(attachment: "Attachment", name: str) -> str:
    """Where an upload waits to be prepared; what its author called it is no part of the path."""
    return f"raw/{attachment.key.hex[:2]}/{attachment.key}"


def file_path(attachment: "Attachment", name: str) -> str:
    """Where the prepared file lies."""
    suffix = "pdf" if attachment.kind == AttachmentKind.PDF else "webp"
    return f"files/{attachment.key.hex[:2]}/{attachment.key}.{suffix}"


def thumbnail_path(attachment: "Attachment", name: str) -> str:
    """Where the small picture lies."""
    return f"thumbnails/{attachment.key.hex[:2]}/{attachment.key}.webp"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Questions about many attachments."""

    def of_form(self, form_key: uuid.UUID) -> Self:
        """Files kept for a form that has not been accepted yet."""
        return self.loose().filter(form_key=form_key)

    def loose(self) -> Self:
        """Files that belong to nothing yet: neither to a suggestion nor to evidence."""
        return self.filter(suggestion__isnull=True, evidence__isnull=True)

    def photos(self) -> Self:
        """Photographs; PDFs are never shown in public."""
        return self.filter(kind=AttachmentKind.PHOTO)

    def ready(self) -> Self:
        """Files that can be shown."""
        return self.filter(state=AttachmentState.READY)


class Attachment(models.Model):
    """One file. Until its form is accepted it belongs to the form's key alone."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    form_key = models.UUIDField(db_index=True)
    kind = models.CharField(_("kind"), max_length=5, choices=AttachmentKind)
    state = models.CharField(
        pgettext_lazy("of a file", "state"),
        max_length=8,
        choices=AttachmentState,
        default=AttachmentState.WAITING,
    )
    name = models.CharField(_("file name"), max_length=NAME_LENGTH)
    raw = models.FileField(storage=private_storage, upload_to=raw_path, blank=True)
    file = models.FileField(storage=private_storage, upload_to=file_path, blank=True)
    thumbnail = models.FileField(storage=private_storage, upload_to=thumbnail_path, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["form_key", "sha256"], name="attachment_once_per_form")
        ]
        indexes = [
            models.Index(
                fields=["uploaded_at"], condition=~models.Q(raw=""), name="attachment_unprepared"
            ),
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(suggestion__isnull=True),
                name="attachment_loose",
            ),
        ]

    def __str__(self) -> str:
        """The name the author gave it."""
        return self.name

    @property
    def is_photo(self) -> bool:
        """Whether this is a picture, ready or not."""
        return self.kind == AttachmentKind.PHOTO

    @property
    def is_ready(self) -> bool:
        """Whether this can be shown."""
        return self.state == AttachmentState.READY
