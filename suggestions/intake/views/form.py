"""The page of the form, and where the form is sent."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.pages import CampaignPage
from campaigns.phases import Feature
from portal.abuse import proof
from portal.abuse.limits import check
from suggestions.intake import form_page
from suggestions.intake.access import open_for_author
from suggestions.intake.checking import CAMPAIGN_CLOSED
from suggestions.intake.form_token import read_token
from suggestions.intake.forms import SuggestionForm
from suggestions.intake.sending import SENT_BEFORE, another_key, keep_files, send
from suggestions.intake.submission import Receipt

LOOK_AGAIN = _(
    "This page was open for a long time. Nothing you typed is lost: please look through it once "
    "more and send it again."
)


@dataclass(frozen=True)
class Sent:
    """One try at sending the form: what came with it, before it is judged."""

    form: SuggestionForm
    key: UUID
    fresh: bool
    proven: bool
    wait: int  # seconds until the next try, 0 if this one counts


@never_cache
@require_http_methods(["GET", "POST"])
def submit_page(request: HttpRequest, campaign: int) -> HttpResponse:
    """The form of a campaign; sent, it leads to the receipt or is shown again as it was typed."""
    page = get_object_or_404(CampaignPage, pk=campaign)
    now = timezone.now()
    if request.method == "GET":
        if not page.live:
            raise Http404
        form = form_page.empty_form(page, request.user)
        return _shown(request, form, at=now)
    return _judged(request, _sent(request, page, at=now), at=now)


def _sent(request: HttpRequest, page: CampaignPage, *, at: datetime) -> Sent:
    token = read_token(request.POST.get("form_token", ""))
    fresh = form_page.is_fresh(token, page, form_page.texts_on(at))
    if not page.live and not (token and token.campaign == page.pk):
        raise Http404  # a campaign that this visitor has never seen
    proven = proof.verify(request.POST.get("proof", ""))
    return Sent(
        form=SuggestionForm(request.POST, request.FILES, campaign=page, user=request.user),
        key=form_page.key_of(token, page),
        fresh=fresh,
        proven=proven,
        wait=check(request, "submit", proven=proven).retry_after,
    )


def _judged(request: HttpRequest, sent: Sent, *, at: datetime) -> HttpResponse:
    form = sent.form
    form.full_clean()
    if sent.wait:
        form.add_error(None, too_many(sent.wait))
        if request.FILES:
            form.add_error("attachments", _("Please choose your files again."))
        return _shown(request, form, at=at, key=sent.key, wait=sent.wait)
    keep_files(form, key=sent.key, dropped=request.POST.getlist("drop"), at=at)
    if not form.campaign.allows(Feature.SUBMIT, at):
        form.add_error(None, str(CAMPAIGN_CLOSED))
    elif not sent.fresh:
        form.add_error(None, str(LOOK_AGAIN))
    receipt = None
    if form.is_valid():
        receipt = send(form, key=sent.key, user=request.user, held=not sent.proven, at=at)
    if receipt is None:
        key = another_key(sent.key) if form.has_error(NON_FIELD_ERRORS, SENT_BEFORE) else sent.key
        return _shown(request, form, at=at, key=key)
    return _accepted(request, receipt, at=at)


def _accepted(request: HttpRequest, receipt: Receipt, *, at: datetime) -> HttpResponse:
    request.session["receipt"] = receipt.suggestion.pk
    open_for_author(request.session, receipt.suggestion, at=at)
    return redirect("suggestions:receipt")


def _shown(
    request: HttpRequest,
    form: SuggestionForm,
    *,
    at: datetime,
    key: UUID | None = None,
    wait: int = 0,
) -> HttpResponse:
    context = form_page.form_context(form, user=request.user, at=at, key=key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if wait:
        status = HTTPStatus.TOO_MANY_REQUESTS
    response = render(request, "suggestions/intake/form_page.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def too_many(wait: int) -> str:
    """What to tell someone who has to wait so many seconds."""
    minutes = -(-wait // 60)
    return ngettext(
        "A great deal is coming in from your connection. Please try again in %(minutes)d minute.",
        "A great deal is coming in from your connection. Please try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
