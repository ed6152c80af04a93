"""Certificates as files: for whom they were issued, and for staff who follow the list."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from suggestions.commendation.certificate import Certificate
from suggestions.commendation.naming import withhold_own_name
from suggestions.commendation.rights import Act, may
from suggestions.intake.access import is_author
from suggestions.intake.views.files import NOTHING_RUNS
from suggestions.intake.views.tracking import for_author
from suggestions.suggestion import Suggestion


@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponseBase:
    """The certificate as a PNG."""
    return _served(_allowed(request, key).picture, "image/png", "certificate.png")


@require_safe
def document(request: HttpRequest, key: str) -> HttpResponseBase:
    """The certificate as a PDF."""
    return _served(_allowed(request, key).document, "application/pdf", "certificate.pdf")


def _allowed(request: HttpRequest, key: str) -> Certificate:
    """The certificate, if this person may fetch it; Http404 for everyone else.

    Its author with the account or with receipt and tracking code, the clerk it is for, and
    who follows the commendation. A revoked one is fetched by staff only.
    """
    rows = Certificate.objects.select_related("nominee__commendation__unit")
    certificate = get_object_or_404(rows.exclude(document=""), key=key)
    nominee, now, user = certificate.nominee, timezone.now(), request.user
    if may(user, Act.FOLLOW, nominee.commendation, on=timezone.localdate(now)):
        return certificate
    own = user.is_authenticated and nominee.person_id == user.pk
    grounds = nominee.grounds.all()
    is_theirs = own or any(is_author(request.session, user, one, at=now) for one in grounds)
    if is_theirs and not certificate.is_revoked:
        return certificate
    raise Http404


def _served(field: FieldFile, kind: str, name: str) -> FileResponse:
    response = FileResponse(field.open("rb"), as_attachment=True, filename=name, content_type=kind)
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_POST
def withhold_view(request: HttpRequest, receipt: str) -> HttpResponse:
    """Takes the author's name off the lists on which this suggestion is commended."""
    return _withhold(request, receipt)


@for_author
def _withhold(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    if withhold_own_name(suggestion, at=timezone.now()):
        messages.success(request, _("Your name is no longer shown with the commendation."))
    response = redirect("suggestions:tracked", suggestion.receipt)
    response.status_code = HTTPStatus.SEE_OTHER
    return response
