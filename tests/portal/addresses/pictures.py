"""A picture, and the photograph that comes with a suggestion."""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from suggestions.intake.attachments import AttachmentKind, AttachmentState
from suggestions.models import Attachment

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


def photo_of(suggestion: Any) -> Attachment:
    """A photograph that came with `suggestion`, or is evidence; ready to be shown."""
    return Attachment.objects.create(
        suggestion=suggestion,
        form_key=suggestion.submission_key if suggestion else uuid4(),
        sha256="0" * 64,
        size=len(PIXEL),
        uploaded_at=timezone.now(),
        kind=AttachmentKind.PHOTO,
        state=AttachmentState.READY,
        name="photo.png",
        file=ContentFile(PIXEL, "photo.webp"),
        thumbnail=ContentFile(PIXEL, "small.webp"),
    )
