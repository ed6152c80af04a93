"""Where the desks get "Said before": a part of their page, or a page of its own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.views import acting_user
from search.engines.interface import SearchUnavailable
from search.repeats.panel import said_before
from search.repeats.viewer import Viewer
from search.screening import on_desk, part_or_page
from suggestions.models import Assignment, Suggestion
from suggestions.repeats.link import Verdict
from suggestions.review.rights import may_review


@require_safe
@never_cache
def at_screening(request: HttpRequest, receipt: str) -> HttpResponse:
    """What was said before, for who has the suggestion on the screening desk."""
    user, today = acting_user(request), localdate()
    suggestion = on_desk(user, receipt, on=today)
    back = reverse("handling:item", args=[receipt])
    return _shown(request, suggestion, Viewer(user, today), back=back)


@require_safe
@never_cache
def at_review(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said before, for the reviewer who has the assignment: no names, no verdicts."""
    user, today = acting_user(request), localdate()
    if not may_review(user, on=today):
        raise PermissionDenied
    mine = Assignment.objects.of(user).select_related("round", "suggestion__campaign")
    assignment = get_object_or_404(mine, pk=pk)
    suggestion = assignment.suggestion
    if suggestion not in Suggestion.objects.unsealed():
        raise Http404
    viewer = Viewer(user, today, judges=False)
    back = reverse("review:score", args=[pk])
    return _shown(
        request, suggestion, viewer, back=back, author_hidden=assignment.round.author_hidden
    )


def _shown(
    request: HttpRequest,
    suggestion: Suggestion,
    viewer: Viewer,
    *,
    back: str,
    author_hidden: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "receipt": suggestion.receipt,
        "verdicts": Verdict.choices,
        "page_title": _("Said before"),
        "header_icon": "history",
        "back": back,
    }
    try:
        context["groups"] = said_before(suggestion, viewer, author_hidden=author_hidden)
    except SearchUnavailable:
        context["is_down"] = True
    return part_or_page(request, "search/repeats", context)
