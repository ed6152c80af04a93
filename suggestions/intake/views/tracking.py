"""The pages on which an author follows a suggestion and can still do something about it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.abuse.limits import check
from portal.accounts.user import User
from suggestions.history import MoveNotAllowed
from suggestions.intake.access import is_author, open_for_author
from suggestions.intake.afterwards import (
    complete,
    may_complete,
    may_withdraw,
    revoke_consent,
    withdraw,
)
from suggestions.intake.consents import ConsentKind
from suggestions.intake.forms import WordsForm
from suggestions.intake.steps import steps_for_author
from suggestions.intake.tracking import TrackingForm
from suggestions.intake.views.form import too_many
from suggestions.repeats.telling import heard_by
from suggestions.revision import Words, words_of
from suggestions.suggestion import Suggestion

View = Callable[[HttpRequest, Suggestion], HttpResponse]
SLIP_LENGTH = 20  # characters of a number as it is printed
REVOCABLE = (ConsentKind.PUBLISH, ConsentKind.FORWARD)
"""Without the others nothing may be kept at all: then the suggestion is withdrawn."""


def for_author(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """`view` for the author of the receipt in the address; everyone else is asked for the code."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, receipt: str) -> HttpResponse:
        rows = Suggestion.objects.select_related("campaign", "topic", "area", "unit")
        suggestion = rows.filter(receipt=receipt).first()
        now = timezone.now()
        if suggestion is None or not is_author(request.session, request.user, suggestion, at=now):
            return redirect("suggestions:track")
        return view(request, suggestion)

    return guarded


@never_cache
@require_http_methods(["GET", "POST"])
def track_page(request: HttpRequest) -> HttpResponse:
    """Asks for receipt number and tracking code."""
    if request.method == "GET":
        return render(request, "suggestions/intake/track.html", {"form": _empty(request)})
    verdict = check(request, "track")
    form = TrackingForm(request.POST) if verdict else TrackingForm()
    if verdict and form.is_valid():
        open_for_author(request.session, form.suggestion, at=timezone.now())
        return redirect("suggestions:tracked", form.suggestion.receipt)
    if verdict:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    else:
        status = HTTPStatus.TOO_MANY_REQUESTS
        messages.error(request, too_many(verdict.retry_after))
    return render(request, "suggestions/intake/track.html", {"form": form}, status=status)


def _empty(request: HttpRequest) -> TrackingForm:
    """The form with the number of the code that was photographed on a slip."""
    return TrackingForm(initial={"receipt": request.GET.get("slip", "")[:SLIP_LENGTH]})


@for_author
@require_GET
def tracked_page(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Everything that happened to the author's suggestion, and what can be done now."""
    return render(request, "suggestions/intake/tracked.html", tracked_context(suggestion))


def tracked_context(suggestion: Suggestion, form: WordsForm | None = None) -> dict[str, object]:
    """What the tracking page needs; `form` is the completion as it was typed."""
    given = suggestion.consents.in_force().select_related("text").order_by("pk")
    returned = may_complete(suggestion)
    return {
        "suggestion": suggestion,
        "steps": steps_for_author(suggestion),
        "heard": heard_by(suggestion),
        "attachments": list(suggestion.attachments.all()),
        "consents": [
            {"consent": consent, "revocable": consent.text.kind in REVOCABLE} for consent in given
        ],
        "may_withdraw": may_withdraw(suggestion),
        "completion": (form or WordsForm(initial=vars(words_of(suggestion)))) if returned else None,
    }


@for_author
@require_POST
def withdraw_view(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Takes the suggestion back."""
    try:
        withdraw(suggestion, by=account_of(request))
    except MoveNotAllowed:
        messages.error(request, _("It has been decided already and can no longer be withdrawn."))
    else:
        messages.success(request, _("Your suggestion is withdrawn."))
    return redirect("suggestions:tracked", suggestion.receipt)


@for_author
@require_POST
def revoke_view(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Takes one consent back."""
    kind = request.POST.get("kind", "")
    if kind in REVOCABLE:
        now = timezone.now()
        revoke_consent(suggestion, ConsentKind(kind), by=account_of(request), at=now)
        messages.success(request, _("Your consent is taken back."))
    return redirect("suggestions:tracked", suggestion.receipt)


@for_author
@require_POST
def complete_view(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Hands a returned suggestion in again."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        context = tracked_context(suggestion, form)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "suggestions/intake/tracked.html", context, status=status)
    try:
        complete(suggestion, Words(**form.cleaned_data), by=account_of(request))
    except MoveNotAllowed:
        messages.error(request, _("It is not waiting for you any more; nothing was changed."))
    else:
        messages.success(request, _("Thank you. Your suggestion is with us again."))
    return redirect("suggestions:tracked", suggestion.receipt)


def account_of(request: HttpRequest) -> User | None:
    """The account that acts, or None for a guest."""
    return request.user if isinstance(request.user, User) else None
