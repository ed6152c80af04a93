"""Pictures and documents as people would send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def photo(name="照片.jpg", colour="#804020"):
    """A small photograph that says where it was taken."""
    content, picture = BytesIO(), Image.new("RGB", (64, 48), colour)
    exif = Image.Exif()
    exif[0x010E] = "地点：秘密"  # description
    picture.save(content, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")


def pdf(name="验收.pdf"):
    """A PDF."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def page(name="page.svg"):
    """What only looks like a picture."""
    return SimpleUploadedFile(name, b"<svg><script>alert(1)</script></svg>", "image/svg+xml")
