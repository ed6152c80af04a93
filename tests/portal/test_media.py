"""Uploaded pictures and documents: shown or saved, never run."""

import io
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png():
    content = io.BytesIO()
    PillowImage.new("RGB", (40, 30), "red").save(content, "PNG")
    return content.getvalue()


def place(name, content):
    """Put a file below the media folder, as if an upload had ended there."""
    path = Path(django_settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return f"/media/{name}"


def test_a_picture_is_shown_and_kept_and_runs_nothing(client):
    image = Image.objects.create(title="桥", file=ContentFile(png(), "bridge.png"))
    answer = client.get(image.get_rendition("width-20|format-webp").url)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=2592000" in answer.headers["Cache-Control"]


def test_a_picture_that_was_not_changed_is_not_sent_again(client):
    address = place("images/again.png", png())
    first = client.get(address)
    again = client.get(address, HTTP_IF_MODIFIED_SINCE=first.headers["Last-Modified"])

    assert again.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "images/drawing.svg",
        "images/page.html",
        "images/script.js",
        "images/page.png.html",
        "images/without_ending",
        "documents/secret.png",
        "private/photo.png",
        "photo.png",
    ],
)
def test_anything_else_is_not_there(client, name):
    assert client.get(place(name, SVG)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "images/../../settings/base.png",
        "images/%2e%2e/%2e%2e/etc/passwd.png",
        "images//etc/hostname.png",
        "images/\x00.png",
        "images/" + "a" * 5000 + ".png",
    ],
)
def test_no_path_leads_out_of_the_folder(client, path):
    assert client.get(f"/media/{path}").status_code in (400, 404)


def test_html_named_as_a_picture_is_sent_as_a_picture(client):
    answer = client.get(place("images/fake.png", b"<script>alert(1)</script>"))

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_is_written_through_it(client, method):
    assert getattr(client, method)(place("images/read.png", png())).status_code == 405


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svg", SVG),
        ("page.html", b"<p>"),
        ("not_a_picture.png", b"<script>"),
        ("x.png", b""),
    ],
)
def test_wagtail_takes_no_other_file_as_a_picture(name, content):
    form = get_image_form(Image)({"title": "x"}, {"file": SimpleUploadedFile(name, content)})

    assert "file" in form.errors


class TestDocuments:
    @pytest.fixture
    def document(self):
        return Document.objects.create(title="办法", file=ContentFile(b"%PDF-1.4", "rules.pdf"))

    def test_a_document_is_saved_not_opened(self, client, document):
        answer = client.get(document.url)

        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_its_file_has_no_other_address(self, client, document):
        assert client.get(f"/media/{document.file.name}").status_code == 404

    @pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "program.exe"])
    def test_files_that_run_are_not_taken(self, admin_client, name):
        answer = admin_client.post(
            reverse("wagtaildocs:add"), {"title": "x", "file": SimpleUploadedFile(name, b"x")}
        )

        assert "file" in answer.context["form"].errors
