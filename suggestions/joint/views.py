"""Pages of joint suggestions: the contact invites, each of the others answers."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.abuse.limits import check
from suggestions.intake.form_page import texts_on
from suggestions.intake.views.form import too_many
from suggestions.intake.views.tracking import account_of, for_author
from suggestions.joint.co_author import CoAuthor, ConfirmedBy
from suggestions.joint.confirming import CannotConfirm, closed_for, confirm, withdraw_name
from suggestions.joint.forms import CodeForm, InviteForm, JoinForm
from suggestions.joint.inviting import (
    CannotInvite,
    address_of,
    by_code,
    by_token,
    code_of,
    invite,
    is_own_report,
    may_change,
    token_of,
    uninvite,
)
from suggestions.suggestion import Suggestion

NO_MATCH = gettext_lazy(
    "Receipt number and confirmation code do not belong together, or the invitation cannot be"
    " opened at the moment."
)
BY_CODE = "joined_by_code"
"""In the session: the key of the invitation that this browser opened by its code."""


@for_author
@require_http_methods(["GET", "POST"])
def co_authors_page(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """The contact's list of who was invited and who has confirmed, with the links."""
    if request.method == "GET":
        return _list(request, suggestion, InviteForm())
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            invite(suggestion, form.cleaned_data["labels"], at=timezone.now())
        except CannotInvite as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Pass each link on to the person it is for."))
            return redirect("suggestions:co_authors", suggestion.receipt)
    return _list(request, suggestion, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _list(
    request: HttpRequest, suggestion: Suggestion, form: InviteForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    rows = list(suggestion.co_authors.all())
    pending = [
        {"row": row, "link": address_of(row), "code": code_of(row)}
        for row in rows
        if row.confirmed_at is None and row.withdrawn_at is None
    ]
    context = {
        "suggestion": suggestion,
        "form": form,
        "confirmed": [row for row in rows if row.is_confirmed],
        "pending": pending,
        "may_change": may_change(suggestion) and not is_own_report(suggestion),
    }
    return render(request, "suggestions/joint/co_authors.html", context, status=status)


@for_author
@require_POST
def uninvite_view(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Takes an invitation back that nobody has answered."""
    try:
        gone = uninvite(suggestion, UUID(request.POST.get("key", "")))
    except ValueError:
        gone = False
    if gone:
        messages.success(request, _("The invitation is taken back; its link opens nothing more."))
    return redirect("suggestions:co_authors", suggestion.receipt)


@never_cache
@require_http_methods(["GET", "POST"])
def code_page(request: HttpRequest) -> HttpResponse:
    """Asks for receipt number and code, and leads to the same page as the link."""
    form = CodeForm(request.POST or None)
    verdict = check(request, "joint") if request.method == "POST" else None
    status = HTTPStatus.OK
    if verdict is not None and not verdict:
        messages.error(request, too_many(verdict.retry_after))
        status = HTTPStatus.TOO_MANY_REQUESTS
    elif verdict and form.is_valid():
        found = by_code(form.cleaned_data["receipt"], form.cleaned_data["code"])
        if found is not None:
            request.session[BY_CODE] = found.pk
            return redirect("suggestions:join", token_of(found))
        form.add_error(None, str(NO_MATCH))
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "suggestions/joint/code.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def join_page(request: HttpRequest, token: str) -> HttpResponse:
    """What the person is asked to stand behind, and yes or no to it."""
    found = by_token(token)
    if found is None:
        return render(request, "suggestions/joint/no_invitation.html", status=HTTPStatus.NOT_FOUND)
    if request.method == "GET":
        return _asked(request, found, token, JoinForm())
    verdict = check(request, "joint")
    form = JoinForm(request.POST)
    if not verdict:
        messages.error(request, too_many(verdict.retry_after))
        return _asked(request, found, token, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if form.is_valid() and _confirmed(request, found, form):
        messages.success(request, _("Thank you. You stand behind this suggestion."))
        return redirect("suggestions:join", token)
    return _asked(request, found, token, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _confirmed(request: HttpRequest, found: CoAuthor, form: JoinForm) -> bool:
    how = ConfirmedBy.CODE if request.session.get(BY_CODE) == found.pk else ConfirmedBy.LINK
    said = form.cleaned_data
    try:
        confirm(
            found,
            name=said["name"],
            name_shown=said["name_shown"],
            how=how,
            by=account_of(request),
            at=timezone.now(),
        )
    except CannotConfirm as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@never_cache
@require_POST
def leave_view(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the name back, or says no."""
    found = by_token(token)
    if found is None:
        return render(request, "suggestions/joint/no_invitation.html", status=HTTPStatus.NOT_FOUND)
    if withdraw_name(found, at=timezone.now(), by=account_of(request)):
        messages.success(request, _("Your name is not part of it, and nothing of it is kept."))
    return redirect("suggestions:join", token)


def _asked(
    request: HttpRequest,
    found: CoAuthor,
    token: str,
    form: JoinForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    now = timezone.now()
    context = {
        "co_author": found,
        "suggestion": found.suggestion,
        "token": token,
        "form": form,
        "texts": texts_on(now),
        "closed": closed_for(found, found.suggestion, at=now),
    }
    return render(request, "suggestions/joint/join.html", context, status=status)
