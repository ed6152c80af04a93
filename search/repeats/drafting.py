"""Said before, while a citizen types: public things only, and never in the way of sending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from search.asking import ask
from search.engines.interface import SearchUnavailable
from search.items import Key, Kind
from search.queries.words import Clause, Words
from search.repeats.candidates import WORDS_SHOWN, Found, candidates, shared
from search.results import Result, public_results
from search.similar import CANDIDATES, SHOWN, Draft, Similar
from suggestions.models import GoldenIdea
from suggestions.repeats.linked import replies

DRAFT_TITLE, DRAFT_BODY = 200, 2_000
"""Characters of a text being written that are looked at."""
SHORTEST_DRAFT = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A thing that is shown, the words it shares with the text, and a panel's word on it."""

    result: Result
    words: tuple[str, ...]
    reply: str


@require_http_methods(["GET", "HEAD", "POST"])
def similar_page(request: HttpRequest) -> HttpResponse:
    """Public things like what is being written: a fragment for htmx, else a page.

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


def _similar(draft: Draft) -> tuple[list[Said], bool]:
    """What is similar, and whether the draft looks like a repeat of any of it; nothing while the
    text is too short or search is down.
    """
    if len(draft.title) < SHORTEST_DRAFT:
        return [], False
    try:
        found, _is_fallback = ask(
            lambda engine: candidates(engine, draft, scope=None, most=CANDIDATES)
        )
    except SearchUnavailable:
        return [], False
    # What looks like a repeat is what the warning is about: it must not be cut off.
    things = sorted(_of(found, is_article=False), key=lambda one: not one.is_repeat)[: 2 * SHOWN]
    articles = _of(found, is_article=True)
    words = Words(wanted=tuple(map(Clause, found.words)))
    hits = [one.hit for one in [*things, *articles]]
    results = {result.key: result for result in public_results(hits, words)}
    shown = _each_once([one for one in things if one.hit.key in results])[:SHOWN]
    allowed = [one for one in articles if one.hit.key in results]
    said = _said([*shown, *allowed], results, found.words)
    return said, any(one.is_repeat for one in shown)


def _of(found: Found, *, is_article: bool) -> list[Similar]:
    return [one for one in found.similar if (one.hit.key.kind == Kind.ARTICLE) == is_article]


def _said(
    shown: Sequence[Similar], results: Mapping[Key, Result], words: Sequence[str]
) -> list[Said]:
    """With the words they share with the text, and a panel's public word on them."""
    made_of = _made_of(shown)
    public = replies(made_of.values(), public_only=True)
    return [
        Said(
            results[one.hit.key],
            tuple(shared(words, f"{one.hit.title}\n{one.hit.body}")[:WORDS_SHOWN]),
            public.get(made_of.get(one.hit.key, 0), ""),
        )
        for one in shown
    ]


def _each_once(found: Sequence[Similar]) -> list[Similar]:
    """The first of each thing: a golden idea and the suggestion it was made of are one thing to
    who writes a third.
    """
    made_of, once = _made_of(found), dict[int, Similar]()
    for one in found:
        once.setdefault(made_of[one.hit.key], one)
    return list(once.values())


def _made_of(found: Sequence[Similar]) -> dict[Key, int]:
    """The suggestion that each suggestion or golden idea is or was made of; one query."""
    keys = [one.hit.key for one in found]
    ideas = GoldenIdea.objects.filter(
        pk__in=[key.row for key in keys if key.kind == Kind.GOLDEN_IDEA]
    )
    made_of = {Key(Kind.GOLDEN_IDEA, row): of for row, of in ideas.values_list("pk", "suggestion")}
    return made_of | {key: key.row for key in keys if key.kind == Kind.SUGGESTION}
