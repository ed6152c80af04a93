"""The public pages of search."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.asking import ask
from search.choices import choices
from search.engines.interface import SearchUnavailable
from search.finding import Question, find
from search.items import Index
from search.queries.words import Clause, Words
from search.reading import PUBLIC_FACETS, read_question
from search.results import Result, public_results
from search.similar import Draft, similar

DRAFT_TITLE, DRAFT_BODY = 200, 2_000
"""Characters of a text being written that are looked at."""
SHORTEST_DRAFT = 2


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results for the words and choices in the address; hints without any."""
    question = read_question(request.GET, PUBLIC_FACETS)
    context: dict[str, Any] = {"question": question, "query": request.GET.get("q", "")}
    if question.words or question.filters:
        context |= _found(question, request)
    return render(request, "search/search.html", context)


@require_safe
def similar_page(request: HttpRequest) -> HttpResponse:
    """Public suggestions like the one being written: a fragment for htmx, else a page.

    Nothing that is asked here is kept.
    """
    title = request.GET.get("title", "")[:DRAFT_TITLE]
    body = f"{request.GET.get('problem', '')}\n{request.GET.get('proposal', '')}"[:DRAFT_BODY]
    htmx = bool(getattr(request, "htmx", False))
    template = "search/similar_items.html" if htmx else "search/similar.html"
    context = {"results": _similar(title.strip(), body.strip()), "title": title}
    return render(request, template, context)


def _found(question: Question, request: HttpRequest) -> dict[str, Any]:
    """The results and everything that can be chosen, or that search is down."""
    try:
        found, is_fallback = ask(lambda engine: find(engine, Index.PUBLIC, question))
    except SearchUnavailable:
        return {"is_down": True}
    return {
        "found": found,
        "is_fallback": is_fallback,
        "results": public_results(found.answer.hits, question.words),
        "cited": public_results(found.cited, question.words),
        "choices": choices(question, found.answer, request.GET),
    }


def _similar(title: str, body: str) -> list[Result]:
    """What is similar; nothing while the text is too short or search is down."""
    if len(title) < SHORTEST_DRAFT:
        return []
    try:
        hits, _is_fallback = ask(lambda engine: similar(engine, Index.PUBLIC, Draft(title, body)))
    except SearchUnavailable:
        return []
    return public_results(hits, Words(wanted=(Clause(title),)))
