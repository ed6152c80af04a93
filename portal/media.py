"""Pictures that editors upload: sent so that nothing in them can run."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

KEPT_FOR = 30 * 24 * 3600  # seconds; a changed picture gets another name
LONGEST_PATH = 255  # bytes; file systems refuse a longer name with an error
KINDS = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
FOLDERS = ("images", "original_images", "avatar_images")
"""Wagtail's pictures. Its documents are not here: their own view knows who may read them."""


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """The uploaded picture at `path`; Http404 for every other kind of file or folder."""
    name = PurePosixPath(path)
    kind = KINDS.get(name.suffix.lower())
    if kind is None or name.parts[0] not in FOLDERS or len(path.encode()) > LONGEST_PATH:
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Type"] = kind
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
