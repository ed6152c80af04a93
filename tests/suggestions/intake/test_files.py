"""What may be uploaded, judged by content, and what becomes of it."""

import struct
import uuid
import zlib
from contextlib import suppress
from datetime import timedelta
from io import BytesIO

import pillow_heif
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from suggestions.intake.attachments import Attachment, AttachmentKind, AttachmentState
from suggestions.intake.files import check_upload, shown_name
from suggestions.intake.preparing import (
    forget_loose_attachments,
    keep_upload,
    prepare,
    prepare_waiting_attachments,
)
from tests.factories import SuggestionFactory

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
SIDEWAYS = 6  # the camera was held upright: turn by 90 degrees


def photo(kind="JPEG", size=(60, 40), **options):
    content = BytesIO()
    Image.new("RGB", size, "red").save(content, kind, **options)
    return content.getvalue()


def photo_with_gps(size=(3000, 1000)):
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = SIDEWAYS, "Camera"
    exif.get_ifd(GPS)[2] = (30.0, 14.0, 5.0)
    return photo(size=size, exif=exif)


def heic():
    content = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "blue")).save(content)
    return content.getvalue()


def png_that_claims(width, height):
    """A PNG of a few bytes whose header promises width × height pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def upload(content, name="照片.jpg"):
    return SimpleUploadedFile(name, content)


def refusal(content, name="照片.jpg"):
    with pytest.raises(ValidationError) as refused:
        check_upload(upload(content, name))
    assert name in refused.value.messages[0]
    return refused.value.code


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (photo("JPEG"), AttachmentKind.PHOTO),
        (photo("PNG"), AttachmentKind.PHOTO),
        (photo("WEBP"), AttachmentKind.PHOTO),
        (heic(), AttachmentKind.PHOTO),
        (PDF, AttachmentKind.PDF),
    ],
    ids=["jpeg", "png", "webp", "heic", "pdf"],
)
def test_photographs_and_pdfs_are_known_by_content_whatever_their_name(content, kind):
    assert check_upload(upload(content, "name.txt")).kind == kind


@pytest.mark.parametrize(
    "content",
    [SVG, b"<html><script>", b"GIF89a" + b"\0" * 40, b"MZ" + b"\0" * 40, b"%PDF-1.7 cut off"],
    ids=["svg", "html", "gif", "program", "half a pdf"],
)
def test_anything_else_is_refused_though_it_is_called_jpg(content):
    assert refusal(content) == "kind"


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(width, height):
    assert refusal(png_that_claims(width, height), "大图.png") == "pixels"


def test_an_empty_and_an_oversized_file_are_refused(settings):
    settings.ATTACHMENT_MAX_BYTES = 100

    refusal(b"")
    refusal(PDF + b" " * 100 + PDF)


@given(st.binary(max_size=300), st.integers(min_value=0, max_value=600))
def test_no_broken_file_raises_anything_but_a_refusal(noise, cut):
    for good in (photo("JPEG"), photo("PNG"), photo("WEBP")):
        with suppress(ValidationError):
            assert check_upload(upload(good[:cut] + noise)).kind == AttachmentKind.PHOTO


def test_a_cut_picture_is_no_fault_of_ours_where_pillow_lets_cut_ones_pass(monkeypatch):
    """WeasyPrint tells Pillow so for the whole process, as soon as it is imported."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    assert refusal(photo("PNG")[:-8]) == "kind"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\照片\\路灯.jpg", "路灯.jpg"),
        ("路\u202egpj.exe", "路gpj.exe"),
        ("灯" * 300 + ".jpeg", "灯" * 95 + ".jpeg"),
        ("半\ud842.jpg", "半?.jpg"),
    ],
)
def test_a_file_name_is_shown_without_path_tricks_and_excess(name, shown):
    assert shown_name(name) == shown


@pytest.fixture
def form_key():
    return uuid.uuid4()


def kept(content, form_key, *, suggestion=None, at=None):
    attachment = keep_upload(
        check_upload(upload(content)), form_key=form_key, at=at or timezone.now()
    )
    if suggestion:
        Attachment.objects.filter(pk=attachment.pk).update(suggestion=suggestion)
    return attachment


@pytest.mark.django_db
class TestPreparing:
    def test_a_photograph_becomes_a_small_upright_webp_without_exif(self, form_key):
        attachment = kept(photo_with_gps(), form_key)

        prepare(attachment.pk)

        attachment.refresh_from_db()
        assert attachment.state == AttachmentState.READY
        assert (attachment.width, attachment.height) == (667, 2000)
        with attachment.file.open() as file:
            picture = Image.open(file)
            assert (picture.format, picture.size) == ("WEBP", (667, 2000))
            assert not dict(picture.getexif())
            assert not {"exif", "xmp", "XML:com.adobe.xmp"} & set(picture.info)
        with attachment.thumbnail.open() as file:
            assert Image.open(file).size == (160, 480)

    def test_the_original_with_its_gps_is_gone(self, form_key):
        attachment = kept(photo_with_gps(), form_key)
        storage, place = attachment.raw.storage, attachment.raw.name
        assert storage.exists(place)

        prepare(attachment.pk)

        attachment.refresh_from_db()
        assert not attachment.raw
        assert not storage.exists(place)

    def test_preparing_twice_changes_nothing(self, form_key):
        attachment = kept(photo(), form_key)
        prepare(attachment.pk)
        attachment.refresh_from_db()
        before = vars(attachment).copy()

        prepare(attachment.pk)

        attachment.refresh_from_db()
        assert {k: v for k, v in vars(attachment).items() if k != "_state"} == {
            k: v for k, v in before.items() if k != "_state"
        }

    def test_a_run_cut_short_after_writing_is_taken_up_again(self, form_key):
        attachment = kept(photo(), form_key)
        place = attachment.file.field.generate_filename(attachment, "")
        attachment.file.storage.save(place, upload(b"half a file"))

        prepare(attachment.pk)

        attachment.refresh_from_db()
        assert attachment.file.name == place
        with attachment.file.open() as file:
            assert Image.open(file).format == "WEBP"

    def test_a_run_cut_short_before_the_original_was_deleted_deletes_it(self, form_key):
        attachment = kept(photo(), form_key)
        Attachment.objects.filter(pk=attachment.pk).update(state=AttachmentState.READY)

        prepare(attachment.pk)

        assert not attachment.raw.storage.exists(attachment.raw.name)

    def test_a_photograph_that_breaks_off_is_refused_not_raised(self, form_key):
        whole = photo("PNG", size=(300, 300))
        attachment = kept(photo("PNG", size=(300, 300)), form_key)
        with attachment.raw.storage.open(attachment.raw.name, "wb") as raw:
            raw.write(whole[: len(whole) // 2])

        prepare(attachment.pk)

        attachment.refresh_from_db()
        assert (attachment.state, bool(attachment.raw)) == (AttachmentState.REFUSED, False)

    def test_what_a_lost_worker_left_is_prepared_later(self, form_key):
        long_ago = timezone.now() - timedelta(hours=1)
        attachment = kept(photo(), form_key, suggestion=SuggestionFactory(), at=long_ago)

        prepare_waiting_attachments()

        attachment.refresh_from_db()
        assert attachment.state == AttachmentState.READY

    def test_the_same_file_twice_is_one_attachment(self, form_key):
        assert kept(photo(), form_key) == kept(photo(), form_key)

    def test_files_of_a_form_never_accepted_go_after_a_day_others_stay(self, form_key):
        old = timezone.now() - timedelta(days=1, minutes=1)
        loose = kept(photo(), form_key, at=old)
        fresh = kept(PDF, form_key)
        owned = kept(photo("PNG"), form_key, suggestion=SuggestionFactory(), at=old)

        forget_loose_attachments()

        assert set(Attachment.objects.all()) == {fresh, owned}
        assert not loose.raw.storage.exists(loose.raw.name)
        assert owned.raw.storage.exists(owned.raw.name)
