"""The public pages on which authors rate: by link, by short code, or while they follow it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.abuse.limits import check
from suggestions.intake.views.form import too_many
from suggestions.intake.views.tracking import for_author
from suggestions.rating.asking import Asking
from suggestions.rating.forms import CodeForm, RatingForm
from suggestions.rating.link import asking_behind, asking_by_code, asking_of, check_open
from suggestions.rating.rating_door import rate
from suggestions.rating.refusals import RatingRefused, Refusal
from suggestions.rating.tokens import path_for
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

STATUS = {Refusal.INVALID: HTTPStatus.NOT_FOUND}
"""What was made up is not found; what was used or is over is gone."""


@never_cache
@require_http_methods(["GET", "POST"])
def rate_page(request: HttpRequest, token: str) -> HttpResponse:
    """The two questions behind a link; a link that opens nothing says why and no more."""
    now = timezone.now()
    try:
        asking = asking_behind(token, at=now)
        form = RatingForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            rate(asking, **form.cleaned_data, by=None, at=now)
            return redirect("suggestions:rated")
    except RatingRefused as refused:
        status = STATUS.get(refused.refusal, HTTPStatus.GONE)
        return render(
            request, "suggestions/rating/closed.html", {"refused": refused}, status=status
        )
    return _question(request, asking, form)


@never_cache
@require_http_methods(["GET", "POST"])
def code_page(request: HttpRequest) -> HttpResponse:
    """Asks for receipt number and short code, and leads to the questions."""
    if request.method == "GET":
        return render(request, "suggestions/rating/code.html", {"form": CodeForm()})
    verdict = check(request, "track")
    form = CodeForm(request.POST) if verdict else CodeForm()
    if not verdict:
        messages.error(request, too_many(verdict.retry_after))
        status = HTTPStatus.TOO_MANY_REQUESTS
        return render(request, "suggestions/rating/code.html", {"form": form}, status=status)
    if form.is_valid():
        said = form.cleaned_data
        try:
            asking = asking_by_code(said["receipt"], said["code"], at=timezone.now())
            return redirect(path_for(asking))
        except RatingRefused as refused:
            form.add_error(None, str(refused))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "suggestions/rating/code.html", {"form": form}, status=status)


@require_GET
def rated_page(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return render(request, "suggestions/rating/rated.html")


@for_author
@require_POST
def tracked_rate_view(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Keeps the rating of whoever follows the suggestion; what is refused is shown as typed."""
    now = timezone.now()
    form = RatingForm(request.POST)
    asking = asking_of(suggestion.receipt)
    try:
        if asking is None:
            raise RatingRefused(Refusal.EXPIRED)
        check_open(asking, at=now)
        if not form.is_valid():
            return _question(request, asking, form)
        rate(asking, **form.cleaned_data, by=None, at=now)
    except RatingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Thank you. Your rating has been kept."))
    return redirect("suggestions:tracked", suggestion.receipt)


def _question(request: HttpRequest, asking: Asking, form: RatingForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    sealed = asking.suggestion.classification == Classification.REPORT
    context = {
        "asking": asking,
        "suggestion": asking.suggestion,
        "sealed": sealed,
        "form": form,
        "action": request.path,
    }
    return render(request, "suggestions/rating/rate.html", context, status=status)
