"""The staff's search: everything one may see by unit and role, below /admin/."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.accounts.views import acting_user
from portal.organisation.menu import OpenTo
from search.asking import ask
from search.choices import choices
from search.engines.interface import SearchUnavailable
from search.finding import find
from search.items import Index
from search.reading import STAFF_FACETS, read_question
from search.results import staff_results
from search.scope import Scope, scope_of
from search.vocabulary.known import vocabulary


def menu_item() -> OpenTo:
    """Where the staff search stands in the menu."""
    return OpenTo(
        gettext_lazy("Search suggestions"),
        reverse("staff_search"),
        name="staff-search",
        icon_name="search",
        order=150,
        may=lambda person: may_search(scope_of(person, on=timezone.localdate())),
    )


def may_search(scope: Scope) -> bool:
    """Whether there is anything to search."""
    return scope.everything or bool(scope.paths)


@require_safe
def staff_search(request: HttpRequest) -> HttpResponse:
    """Results for the words and choices in the address, of the person's units and below."""
    user, today = acting_user(request), timezone.localdate()
    scope = scope_of(user, on=today)
    if not may_search(scope):
        raise PermissionDenied
    question = read_question(request.GET, STAFF_FACETS, vocabulary().synonyms)
    context: dict[str, Any] = {
        "question": question,
        "query": request.GET.get("q", ""),
        "page_title": _("Search suggestions"),
        "header_icon": "search",
    }
    try:
        found, is_fallback = ask(lambda engine: find(engine, Index.STAFF, question, within=scope))
    except SearchUnavailable:
        return render(request, "search/staff/search.html", context | {"is_down": True})
    hits = [*found.cited, *found.answer.hits]
    context |= {
        "found": found,
        "is_fallback": is_fallback,
        "results": staff_results(hits, question.words, user=user, on=today),
        "choices": choices(question, found.answer, request.GET),
    }
    return render(request, "search/staff/search.html", context)
