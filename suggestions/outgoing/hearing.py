"""The pages on which authors say that they wish to hear less, and more again."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.user import User
from suggestions.intake.views.tracking import account_of, for_author
from suggestions.outgoing.silence import is_silent, set_silence
from suggestions.outgoing.stopping import suggestion_behind
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


@never_cache
@require_http_methods(["GET", "POST"])
def link_page(request: HttpRequest, token: str) -> HttpResponse:
    """The switches behind the link of a mail; opening it changes nothing (programs open links)."""
    suggestion = suggestion_behind(token)
    if suggestion is None:
        status = HTTPStatus.NOT_FOUND
        return render(request, "suggestions/outgoing/no_link.html", status=status)
    if request.method == "POST":
        of = suggestion.author if request.POST.get("of") == "account" else suggestion
        _set(request, of or suggestion)
        return redirect(request.path)
    context = {
        "suggestion": suggestion,
        "sealed": suggestion.classification == Classification.REPORT,
        "silent": is_silent(suggestion),
        "account_silent": suggestion.author is not None and is_silent(suggestion.author),
    }
    return render(request, "suggestions/outgoing/hear_less.html", context)


@for_author
@require_POST
def tracked_view(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Keeps the wish for the suggestion that is being followed."""
    _set(request, suggestion)
    return redirect("suggestions:tracked", suggestion.receipt)


@never_cache
@login_required
@require_POST
def account_view(request: HttpRequest) -> HttpResponse:
    """Keeps the wish for all suggestions of the account."""
    account = account_of(request)
    if account:
        _set(request, account)
    return redirect("suggestions:mine")


def _set(request: HttpRequest, of: Suggestion | User) -> None:
    wished = request.POST.get("less") == "yes"
    set_silence(of, wished, at=timezone.now())
    if wished:
        said = _("You will be told of replies and decisions only.")
    else:
        said = _("You will be told of every step again.")
    messages.success(request, said)
