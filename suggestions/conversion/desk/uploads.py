"""Uploads that are too large are refused while they come in, before anything keeps them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from suggestions.intake.files import shown_name

View = Callable[..., HttpResponseBase]


class LimitedUploadHandler(FileUploadHandler):
    """Passes every file on but those above the limit: of these only field and name stay.

    The other fields of the form arrive as usual, so that nothing typed is lost.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        """Nothing is refused yet."""
        super().__init__(request)
        self.refused: list[tuple[str, str]] = []
        self.received = 0

    def new_file(self, *about: Any, **more: Any) -> None:
        """The next file of the form begins; refused at once if it says how long it is."""
        super().new_file(*about, **more)
        self.received = 0
        if (self.content_length or 0) > settings.ATTACHMENT_MAX_BYTES:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the piece on, until there are too many."""
        self.received += len(raw_data)
        if self.received > settings.ATTACHMENT_MAX_BYTES:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Whoever keeps the file makes it."""

    def _refuse(self) -> None:
        self.refused.append((self.field_name or "", self.file_name or ""))
        raise SkipFile


def limited_uploads(view: View) -> View:
    """`view` with `request.too_large`: fields and messages for files above the limit.

    The limit must be there before anything reads the form, and so before the check against
    forgery, which is made inside.
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        handler = LimitedUploadHandler(request)
        request.upload_handlers.insert(0, handler)
        request.too_large = handler.refused  # type: ignore[attr-defined]
        return checked(request, *args, **kwargs)

    return limited


def too_large(name: str) -> str:
    """What to say of such a file."""
    limit = filesizeformat(settings.ATTACHMENT_MAX_BYTES)
    message = _("“%(name)s” is too large; a file may have %(limit)s.")
    return message % {"name": shown_name(name), "limit": limit}
