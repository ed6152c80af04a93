"""Said before, while a citizen types: public things only, and never in the way of sending."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from search.asking import ask
from search.engines.interface import SearchUnavailable
from search.items import Index
from search.queries.words import Clause, Words
from search.results import Result, public_results
from search.similar import SHOWN, Draft, similar

DRAFT_TITLE, DRAFT_BODY = 200, 2_000
"""Characters of a text being written that are looked at."""
SHORTEST_DRAFT = 2


@require_http_methods(["GET", "HEAD", "POST"])
def similar_page(request: HttpRequest) -> HttpResponse:
    """Public suggestions like the one being written: a fragment for htmx, else a page.

    Nothing that is asked here is kept. A text is sent by POST: an address would be too long for
    it, and would lie in the logs of every proxy.
    """
    said = request.POST if request.method == "POST" else request.GET
    title = said.get("title", "")[:DRAFT_TITLE]
    body = f"{said.get('problem', '')}\n{said.get('proposal', '')}"[:DRAFT_BODY]
    htmx = bool(getattr(request, "htmx", False))
    template = "search/similar_items.html" if htmx else "search/similar.html"
    results, is_repeat = _similar(Draft(title.strip(), body.strip()))
    context: dict[str, Any] = {"results": results, "title": title, "looks_like_repeat": is_repeat}
    return render(request, template, context)


def _similar(draft: Draft) -> tuple[list[Result], bool]:
    """What is similar, and whether the draft looks like a repeat of any of it; nothing while the
    text is too short or search is down.
    """
    if len(draft.title) < SHORTEST_DRAFT:
        return [], False
    try:
        found, _is_fallback = ask(
            lambda engine: similar(engine, Index.PUBLIC, draft, size=2 * SHOWN)
        )
    except SearchUnavailable:
        return [], False
    # A golden idea and the suggestion it was made of are one thing to who writes a third.
    once = {one.hit.title: one for one in reversed(found)}
    shown = list(reversed(once.values()))[:SHOWN]
    results = public_results([one.hit for one in shown], Words(wanted=(Clause(draft.title),)))
    repeated = {one.hit.key for one in shown if one.is_repeat}
    return results, any(result.key in repeated for result in results)
