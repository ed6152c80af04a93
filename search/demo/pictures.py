"""The demo's pictures: drawn when it is loaded, for pages and as photographs with suggestions."""

from io import BytesIO

from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.models import Image

from search.demo.scenes import SCENES

JPEG_QUALITY = 88


def picture(scene: str, title: str) -> Image:
    """A picture in Wagtail's library."""
    image = Image(title=title)
    image.file = ImageFile(BytesIO(_jpeg(scene)), name=f"demo-{scene}.jpg")
    image.save()
    return image


def photograph(scene: str) -> SimpleUploadedFile:
    """The same drawing as somebody's upload."""
    return SimpleUploadedFile(f"{scene}.jpg", _jpeg(scene), content_type="image/jpeg")


def _jpeg(scene: str) -> bytes:
    """The drawing as a JPEG file."""
    content = BytesIO()
    SCENES[scene]().finished().save(content, "JPEG", quality=JPEG_QUALITY)
    return content.getvalue()
