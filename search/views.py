"""The public pages of search."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from search.asked.log import count_query
from search.asked.privacy import may_tell_who
from search.asking import ask
from search.choices import choices
from search.engines.interface import Engine, SearchUnavailable
from search.finding import Found, Question, find
from search.items import Index
from search.queries.plan import Sort
from search.queries.words import parse
from search.reading import PUBLIC_FACETS, read_question
from search.results import public_results
from search.spelling.hinting import hint
from search.vocabulary.known import Vocabulary, vocabulary
from search.vocabulary.picks import asked as asked_as
from search.vocabulary.showing import picks_for

TOPICS_OFFERED = 12
"""Topics shown where nothing was found."""


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results for the words and choices in the address; hints without any."""
    known = vocabulary()
    question = read_question(request.GET, PUBLIC_FACETS, known.synonyms)
    query = request.GET.get("q", "")
    context: dict[str, Any] = {"question": question, "query": query}
    if question.words or question.filters:
        context |= _found(question, known, request)
    if _is_first_look(question):
        context["picks"] = picks_for(query, known)
        if "found" in context and request.method == "GET":
            _count(query, context["found"])
    return render(request, "search/search.html", context)


def _found(question: Question, known: Vocabulary, request: HttpRequest) -> dict[str, Any]:
    """The results and everything that can be chosen, or that search is down."""
    plain = parse(request.GET.get("q", ""))

    def asked(engine: Engine) -> tuple[Found, str]:
        found = find(engine, Index.PUBLIC, question)
        is_meant = _is_first_look(question) and not found.cited
        return found, hint(engine, plain, exact=found.exact, known=known) if is_meant else ""

    try:
        (found, meant), is_fallback = ask(asked)
    except SearchUnavailable:
        return {"is_down": True}
    results = public_results(found.answer.hits, question.words)
    return {
        "found": found,
        "meant": meant,
        "is_fallback": is_fallback,
        "results": results,
        "cited": public_results(found.cited, question.words),
        "choices": choices(question, found.answer, request.GET),
        "topics": [] if results else known.terms.top_topics()[:TOPICS_OFFERED],
    }


def _is_first_look(question: Question) -> bool:
    """Whether somebody has just typed this: not a choice, another order or a further page."""
    return bool(
        question.words
        and not question.filters
        and question.page == 1
        and question.sort == Sort.RELEVANCE
    )


def _count(query: str, found: Found) -> None:
    # Asked of the query as it was typed: folding takes the signs of an address away.
    if not may_tell_who(query):
        results = found.exact + len(found.cited)
        count_query(asked_as(query), results=results, on=timezone.localdate())
