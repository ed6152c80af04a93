"""Attachments, served so that nothing in them can run."""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from suggestions.intake.access import is_author
from suggestions.intake.attachments import Attachment
from suggestions.review.rights import may_open_file
from suggestions.rights import Action, may

PUBLIC_FOR = 300
"""Seconds a browser or proxy may keep a public picture: so long after hiding it may be seen."""
NOTHING_RUNS = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


@require_safe
def file_view(request: HttpRequest, key: str) -> HttpResponseBase:
    """The prepared picture, or the PDF as a download."""
    attachment, is_public = _allowed(request, key)
    return served(attachment, attachment.file, is_public=is_public)


@require_safe
def thumbnail_view(request: HttpRequest, key: str) -> HttpResponseBase:
    """The small picture."""
    attachment, is_public = _allowed(request, key)
    if not attachment.thumbnail:
        raise Http404
    return served(attachment, attachment.thumbnail, is_public=is_public)


def _allowed(request: HttpRequest, key: str) -> tuple[Attachment, bool]:
    """The attachment, and whether everyone may see it; Http404 for who may not."""
    rows = Attachment.objects.ready().select_related("suggestion__campaign", "suggestion__unit")
    attachment = get_object_or_404(rows, key=key)
    suggestion, now = attachment.suggestion, timezone.now()
    if suggestion is None:  # it waits for its form, and belongs to nobody yet
        raise Http404
    if attachment.is_photo and suggestion.is_public:
        return attachment, True
    if is_author(request.session, request.user, suggestion, at=now):
        return attachment, False
    on = timezone.localdate(now)
    if may(request.user, Action.SEE, suggestion, on=on):
        return attachment, False
    if may_open_file(request.user, attachment, on=on):
        return attachment, False
    raise Http404


def served(attachment: Attachment, field: FieldFile, *, is_public: bool) -> FileResponse:
    """One of the attachment's files, so that a browser shows or stores it and runs nothing."""
    kind, suffix = ("image/webp", ".webp") if attachment.is_photo else ("application/pdf", ".pdf")
    response = FileResponse(
        field.open("rb"),
        as_attachment=not attachment.is_photo,
        filename=PurePath(attachment.name).stem + suffix,
        content_type=kind,
    )
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = (
        f"public, max-age={PUBLIC_FOR}" if is_public else "private, no-store"
    )
    return response
