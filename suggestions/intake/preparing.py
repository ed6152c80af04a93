"""Preparing: uploads become pictures that are safe to show, small, upright and without EXIF."""

from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

from celery import shared_task
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from PIL import ExifTags, Image

from suggestions.intake.attachments import Attachment, AttachmentKind, AttachmentState
from suggestions.intake.files import UNREADABLE, TooManyPixels, Upload, open_photo

LONGEST_EDGE = 2000  # pixels
THUMBNAIL_EDGE = 480  # pixels
QUALITY = 82  # of WebP, 0 to 100
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets each EXIF orientation upright (CIPA DC-008, tag 274)."""
LOOSE_FOR = timedelta(days=1)
"""How long files of a form that was never accepted are kept."""
UNPREPARED_FOR = timedelta(minutes=10)
"""After that long a task was lost with its worker."""


def keep_upload(upload: Upload, *, form_key: UUID, at: datetime) -> Attachment:
    """Store `upload` for the form; the same file twice is one attachment.

    A PDF is ready at once; a photograph waits for `prepare`.
    """
    same = Attachment.objects.filter(form_key=form_key, sha256=upload.sha256)
    return same.first() or _stored(upload, form_key, at)


def _stored(upload: Upload, form_key: UUID, at: datetime) -> Attachment:
    is_pdf = upload.kind == AttachmentKind.PDF
    attachment = Attachment(
        form_key=form_key,
        kind=upload.kind,
        state=AttachmentState.READY if is_pdf else AttachmentState.WAITING,
        name=upload.name,
        sha256=upload.sha256,
        size=upload.file.size or 0,
        uploaded_at=at,
    )
    target = attachment.file if is_pdf else attachment.raw
    target.save(upload.name, upload.file, save=False)
    try:
        with transaction.atomic():
            attachment.save()
    except IntegrityError:
        # A double click sent the same file at the same moment.
        target.delete(save=False)
        return Attachment.objects.get(form_key=form_key, sha256=upload.sha256)
    return attachment


def remove(attachment: Attachment) -> None:
    """Delete a file that belongs to nothing yet, and its row first."""
    gone, _kinds = Attachment.objects.loose().filter(pk=attachment.pk).delete()
    if gone:
        for field in (attachment.raw, attachment.file, attachment.thumbnail):
            _delete_file(field)


def prepare_on_commit(suggestion: int) -> None:
    """Queue the photographs of a suggestion for preparation when it is really there.

    A queue that is out of reach is logged, no more: `prepare_waiting_attachments` follows.
    """
    waiting = Attachment.objects.filter(suggestion=suggestion, state=AttachmentState.WAITING)
    for key in waiting.values_list("pk", flat=True):
        queue_preparing(key)


def queue_preparing(key: int) -> None:
    """Queue one photograph for preparation when its row is really there."""
    transaction.on_commit(lambda: prepare.delay(key), robust=True)


@shared_task
def prepare(attachment: int) -> None:
    """Turn the upload with this key into an upright WebP and a thumbnail; drop the original.

    Nothing of EXIF, GPS or XMP is kept. May run twice or be cut short anywhere: the same
    files are written again. A picture that cannot be read is refused.
    """
    row = Attachment.objects.filter(pk=attachment).exclude(raw="").first()
    if row is None:
        return
    if row.state == AttachmentState.WAITING:
        # Where another run was first, this one's outcome is not stored.
        waiting = Attachment.objects.filter(pk=row.pk, state=AttachmentState.WAITING)
        waiting.update(**_outcome(row))
    _delete_file(row.raw)
    Attachment.objects.filter(pk=row.pk).update(raw="")


def _outcome(row: Attachment) -> dict[str, object]:
    """Write the pictures of `row`; returns what its row says afterwards."""
    try:
        with row.raw.open("rb") as raw:
            picture = _upright(open_photo(raw))
    except (*UNREADABLE, TooManyPixels):
        return {"state": AttachmentState.REFUSED}
    width, height = picture.size
    file = _write(row.file, picture)
    picture.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return {
        "state": AttachmentState.READY,
        "width": width,
        "height": height,
        "size": row.file.size,
        "file": file,
        "thumbnail": _write(row.thumbnail, picture),
    }


@shared_task
def prepare_waiting_attachments() -> None:
    """Prepare what belongs to something and should have been prepared long ago."""
    taken = Q(suggestion__isnull=False) | Q(evidence__isnull=False)
    before = timezone.now() - UNPREPARED_FOR
    late = Attachment.objects.exclude(raw="").filter(taken, uploaded_at__lt=before)
    for key in late.values_list("pk", flat=True):
        prepare(key)


@shared_task
def forget_loose_attachments() -> None:
    """Delete the files of forms that were filled in and never accepted."""
    before = timezone.now() - LOOSE_FOR
    for attachment in Attachment.objects.loose().filter(uploaded_at__lt=before):
        remove(attachment)


def _upright(picture: Image.Image) -> Image.Image:
    """`picture` decoded, no larger than a screen, turned as the camera was held."""
    picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # JPEG: decode at a fraction
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    turn = TURNS.get(_orientation(picture))
    if turn is not None:
        plain = plain.transpose(turn)
    colours = picture.info.get("icc_profile")
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    clean.info = {"icc_profile": colours} if colours else {}
    return clean


def _orientation(picture: Image.Image) -> int:
    """How the camera was held, 1 to 8 (EXIF tag 0x0112); 1, upright, if EXIF is broken."""
    try:
        return picture.getexif().get(ExifTags.Base.Orientation, 1)
    except UNREADABLE:
        return 1


def _write(field: FieldFile, picture: Image.Image) -> str:
    """Write `picture` as WebP to its one place and return that; an earlier try is overwritten."""
    content = BytesIO()
    picture.save(content, "WEBP", quality=QUALITY, icc_profile=picture.info.get("icc_profile"))
    place = field.field.generate_filename(field.instance, "")
    field.storage.delete(place)
    field.save("", ContentFile(content.getvalue()), save=False)
    return place


def _delete_file(field: FieldFile) -> None:
    if field.name:
        field.storage.delete(field.name)
