"""Checking a certificate: what a code proves, the same for everyone and in the same time."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.abuse.limits import check
from suggestions.commendation.certificate import Certificate
from suggestions.commendation.codes import digest_of, parse
from suggestions.commendation.forms import CodeForm
from suggestions.intake.views.form import too_many

VEIL = "＊"


@dataclass(frozen=True)
class Finding:
    """What a known code proves."""

    certificate: Certificate
    name: str


@never_cache
@require_safe
def check_page(request: HttpRequest) -> HttpResponse:
    """The form, and what the code in the address proves; codes are limited in number."""
    context: dict[str, object] = {"form": CodeForm(), "asked": False}
    if "code" not in request.GET:
        return render(request, "suggestions/commendation/check.html", context)
    verdict = check(request, "certificate")
    form = CodeForm(request.GET)
    if not verdict:
        form.add_error(None, too_many(verdict.retry_after))
        status = HTTPStatus.TOO_MANY_REQUESTS
    else:
        status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    context |= {"form": form}
    if form.is_valid():
        context |= {"asked": True, "finding": find(form.cleaned_data["code"])}
    response = render(request, "suggestions/commendation/check.html", context, status=status)
    if not verdict:
        response["Retry-After"] = str(verdict.retry_after)
    return response


def find(code: str) -> Finding | None:
    """What `code` proves, or None, after one query and one comparison, whatever was typed."""
    plain = parse(code)
    digest = digest_of(plain)
    row = Certificate.objects.select_related("nominee").filter(digest=digest).first()
    known = row.code if row else "0" * len(plain)
    if not constant_time_compare(known, plain) or row is None:
        return None
    return Finding(row, shown_name(row))


def shown_name(certificate: Certificate) -> str:
    """The name; veiled but for its first character where it may not be public any more.

    Whoever holds the certificate can still compare it.
    """
    if certificate.nominee.public_name or not certificate.name:
        return certificate.name
    return certificate.name[0] + VEIL * (len(certificate.name) - 1)
