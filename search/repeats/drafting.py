"""Said before, while a citizen types: public things only, and never in the way of sending."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from search.asking import ask
from search.engines.interface import SearchUnavailable
from search.items import Index, Kind
from search.queries.words import Clause, Words
from search.results import Result, public_results
from search.similar import CANDIDATES, SHOWN, Draft, Similar, similar
from suggestions.models import GoldenIdea

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
            lambda engine: similar(engine, Index.PUBLIC, draft, size=CANDIDATES)
        )
    except SearchUnavailable:
        return [], False
    # What looks like a repeat is what the warning is about: it must not be cut off.
    found = sorted(found, key=lambda one: not one.is_repeat)[: 2 * SHOWN]
    words = Words(wanted=(Clause(draft.title),))
    results = {result.key: result for result in public_results([one.hit for one in found], words)}
    shown = _each_once([one for one in found if one.hit.key in results])[:SHOWN]
    return [results[one.hit.key] for one in shown], any(one.is_repeat for one in shown)


def _each_once(found: Sequence[Similar]) -> list[Similar]:
    """The first of each thing: a golden idea and the suggestion it was made of are one thing to
    who writes a third.
    """
    ideas = [one.hit.key.row for one in found if one.hit.key.kind == Kind.GOLDEN_IDEA]
    rows = GoldenIdea.objects.filter(pk__in=ideas).order_by()
    made_of = dict(rows.values_list("pk", "suggestion"))
    once: dict[int, Similar] = {}
    for one in found:
        is_idea = one.hit.key.kind == Kind.GOLDEN_IDEA
        once.setdefault(made_of[one.hit.key.row] if is_idea else one.hit.key.row, one)
    return list(once.values())
