"""Files: what an upload really is, judged by its content and never by its name."""

import hashlib
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

import pillow_heif
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from suggestions.intake.attachments import NAME_LENGTH, AttachmentKind
from suggestions.intake.cleaning import UNSEEN

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
REDUCIBLE = frozenset({"JPEG", "MPO"})  # MPO: some phones' JPEGs, opened as JPEG
"""Formats a decoder opens at a fraction of their size, so that a large photo costs little."""
MOST_PIXELS_REDUCIBLE = 120_000_000
MOST_PIXELS = 52_000_000
"""A phone of 50 megapixels passes; decoded, four bytes each, that is 208 MB in the worker."""
PDF_START, PDF_END = b"%PDF-", b"%%EOF"
PDF_MARGIN = 1024  # bytes at either end in which readers look for the marks
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,  # of a cut PNG, once WeasyPrint has let cut pictures pass
    RuntimeError,  # from libheif
    struct.error,
    zlib.error,
    UnidentifiedImageError,
)
"""What Pillow raises for a file that is broken or no image."""


@dataclass(frozen=True)
class Upload:
    """A file that was checked: a photograph or a PDF."""

    file: UploadedFile
    kind: AttachmentKind
    name: str
    sha256: str


def check_upload(file: UploadedFile) -> Upload:
    """What `file` is, after a look inside.

    Raises ValidationError, naming the file, if it is too large, empty, a picture of too many
    pixels, or neither a photograph nor a PDF (an SVG is neither).
    """
    name = shown_name(file.name or "")
    if not file.size:
        raise ValidationError(_("“%(name)s” is empty.") % {"name": name})
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        limit = filesizeformat(settings.ATTACHMENT_MAX_BYTES)
        message = _("“%(name)s” is too large; a file may have %(limit)s.")
        raise ValidationError(message % {"name": name, "limit": limit})
    kind = AttachmentKind.PDF if _is_pdf(file) else AttachmentKind.PHOTO
    if kind == AttachmentKind.PHOTO:
        _check_photo(file, name)
    return Upload(file, kind, name, _digest(file))


def shown_name(name: str) -> str:
    """The last part of a file's name, without unseen characters, short enough to show."""
    plain = UNSEEN.sub("", PurePath(name.replace("\\", "/")).name)
    plain = plain.encode("utf-8", "replace").decode()
    stem, suffix = PurePath(plain).stem, PurePath(plain).suffix[:10]
    return (stem[: NAME_LENGTH - len(suffix)] + suffix) or _("file")


def open_photo(file: IO[bytes]) -> Image.Image:
    """The picture in `file`, not decoded yet. Raises one of UNREADABLE or TooManyPixels."""
    with warnings.catch_warnings():
        # Pillow warns at its own limit; ours are checked right here, before anything is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(file, formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise TooManyPixels from error
    most = MOST_PIXELS_REDUCIBLE if picture.format in REDUCIBLE else MOST_PIXELS
    if picture.width * picture.height > most:
        raise TooManyPixels
    return picture


class TooManyPixels(Exception):
    """The picture would fill the memory: a decompression bomb, or a mistake."""


def _check_photo(file: UploadedFile, name: str) -> None:
    try:
        file.seek(0)
        open_photo(file).verify()
    except TooManyPixels as error:
        message = _("“%(name)s” has too many pixels. Please make the picture smaller.")
        raise ValidationError(message % {"name": name}, code="pixels") from error
    except UNREADABLE as error:
        message = _("“%(name)s” is neither a photograph (JPEG, PNG, WebP, HEIC) nor a PDF.")
        raise ValidationError(message % {"name": name}, code="kind") from error


def _is_pdf(file: UploadedFile) -> bool:
    file.seek(0)
    start = file.read(PDF_MARGIN)
    file.seek(max(0, (file.size or 0) - PDF_MARGIN))
    return start.lstrip().startswith(PDF_START) and PDF_END in file.read(PDF_MARGIN)


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
