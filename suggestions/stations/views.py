"""The clerk's page, the worker that keeps it ready, what it knows and where it sends to."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campaigns.pages import CampaignPage
from portal.abuse.limits import check
from portal.accounts.user import User
from portal.keys import keys_in
from suggestions.intake.receipts import tracking_code
from suggestions.intake.submission import Receipt
from suggestions.stations.asset_list import assets, version_of
from suggestions.stations.forms import CounterForm
from suggestions.stations.known import keeper_of, known_to
from suggestions.stations.rights import counters_of, may_use_counter
from suggestions.stations.sending import send_from_counter

View = Callable[..., HttpResponse]
SIGNED_OUT = {"signed_out": True}


@never_cache
@login_required
@require_safe
def entry_page(request: HttpRequest) -> HttpResponse:
    """The page for clerks. It holds nothing of anybody: what it shows lies in the browser."""
    if not may_use_counter(request.user, on=localdate()):
        raise PermissionDenied
    return render(request, "suggestions/stations/entry.html")


@never_cache
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The same page for the worker to keep: it holds nothing, so whoever asks may have it."""
    return render(request, "suggestions/stations/entry.html")


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; another version of the page makes another text of it."""
    context = {
        "version": version_of(get_language() or ""),
        "assets": assets(),
        "page": reverse("stations:entry"),
        "shell": reverse("stations:shell"),
    }
    return render(request, "suggestions/stations/worker.js", context, "text/javascript")


def for_clerks(view: View) -> View:
    """`view` for clerks of some station; everyone else is told in JSON, never sent elsewhere."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, User):
            return JsonResponse(SIGNED_OUT, status=HTTPStatus.UNAUTHORIZED)
        if not may_use_counter(request.user, on=localdate()):
            refused = {"refused": _("You are no clerk of any station at the moment.")}
            return JsonResponse(refused, status=HTTPStatus.FORBIDDEN)
        return view(request, request.user)

    return guarded


@for_clerks
@require_safe
def known(request: HttpRequest, clerk: User) -> HttpResponse:
    """What the page needs to go on without a network, and the token for sending."""
    return JsonResponse(
        {
            **known_to(clerk, at=timezone.now()),
            "token": get_token(request),
            "most_files": settings.ATTACHMENTS_MAX_COUNT,
            "most_bytes": settings.ATTACHMENT_MAX_BYTES,
        }
    )


@for_clerks
@require_POST
def send_view(request: HttpRequest, clerk: User) -> HttpResponse:
    """Takes one form: a receipt, or what is wrong with it by field."""
    if request.POST.get("clerk", "") != keeper_of(clerk):
        return JsonResponse(SIGNED_OUT, status=HTTPStatus.UNAUTHORIZED)  # another one's texts
    now = timezone.now()
    wait = check(request, "station").retry_after
    if wait:
        answer = JsonResponse({"wait": wait}, status=HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(wait)
        return answer
    key, page = _key(request.POST.get("key", "")), _campaign(request.POST.get("campaign", ""))
    if key is None or page is None:
        return refused({"campaign": [_("Please choose a campaign that takes suggestions.")]})
    form = CounterForm(
        request.POST,
        request.FILES,
        campaign=page,
        user=clerk,
        counters=counters_of(clerk, on=localdate(now)),
    )
    receipt = _judged(form, key, clerk, now)
    return refused(errors_of(form)) if receipt is None else taken(receipt)


def _judged(form: CounterForm, key: UUID, clerk: User, at: datetime) -> Receipt | None:
    return send_from_counter(form, key=key, by=clerk, at=at) if form.is_valid() else None


def taken(receipt: Receipt) -> JsonResponse:
    """What the author is to be told."""
    code = tracking_code(receipt.suggestion.submission_key)
    return JsonResponse({"receipt": receipt.suggestion.receipt, "code": code})


def refused(errors: dict[str, list[str]]) -> JsonResponse:
    """What is wrong, by field."""
    return JsonResponse({"errors": errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def errors_of(form: CounterForm) -> dict[str, list[str]]:
    """The messages of a form by field; "" for the form as a whole."""
    return {
        "" if name == NON_FIELD_ERRORS else name: [str(error) for error in errors]
        for name, errors in form.errors.items()
    }


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _campaign(text: str) -> CampaignPage | None:
    return CampaignPage.objects.filter(pk__in=keys_in([text])).first()
