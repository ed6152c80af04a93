"""Finding: from a question to results. Strictly first, then loosely if that finds too little."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from portal import chinese
from search import relevance
from search.citing import cited_articles
from search.engines.interface import Answer, Engine, Hit
from search.items import Facet, Index
from search.queries.plan import DEEPEST, PAGE_SIZE, Plan, Sort
from search.queries.tokens import dictionary_words, loose, one_of, required, telling
from search.queries.words import NOTHING, Words, as_phrase
from search.scope import Scope

ENOUGH = 10
"""With fewer strict matches, things that hold only some of the words are shown too."""
LONG = 12
"""Tokens of a query that is a sentence: hardly anything holds them all."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks: words, chosen facet values, order and page (from 1)."""

    words: Words = NOTHING
    filters: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE
    facets: tuple[Facet, ...] = ()

    @property
    def is_too_deep(self) -> bool:
        """Whether the page lies beyond what can be paged to."""
        return self.page * self.size > DEEPEST


@dataclass(frozen=True, slots=True)
class Found:
    """The results of a question. `is_loose` if some hold only some of the words, `exact` how many
    hold all of them whatever the filters; `cited` are the articles the query names, the one in
    force first, and not among the hits.
    """

    answer: Answer
    is_loose: bool = False
    cited: tuple[Hit, ...] = ()
    exact: int = 0


def find(engine: Engine, index: Index, question: Question, *, within: Scope | None = None) -> Found:
    """What `question` finds, by at most five requests. Raises SearchUnavailable."""
    if question.is_too_deep:
        return Found(Answer())
    cited = cited_articles(engine, index, question.words.text, within=within)
    plan = Plan(
        index=index,
        filters=question.filters,
        within=within,
        without=tuple(hit.key for hit in cited),
        sort=question.sort,
        start=(question.page - 1) * question.size,
        size=question.size,
        facets=question.facets,
    )
    if not question.words:
        return Found(engine.answer(plan))
    found = _answer(engine, plan, question.words)
    return replace(found, cited=cited if question.page == 1 else ())


def _answer(engine: Engine, plan: Plan, words: Words) -> Found:
    strict = _strict(plan, words)
    has_phrase = any(clause.is_phrase or clause.alternatives for clause in words.wanted)
    answer = Answer()
    is_asked = len(strict.required) <= LONG or has_phrase
    if is_asked:
        answer = engine.answer(strict)
        if answer.unfiltered >= (ENOUGH if plan.sort == Sort.RELEVANCE else 1):
            return Found(answer, exact=answer.unfiltered)
    if len(strict.required) < 2 and not has_phrase:
        return Found(answer, exact=answer.unfiltered)
    loosely = replace(strict, required=(), alternatives=(), scoring=())
    more = _loose_answer(engine, loosely, words)
    if more is None:
        return Found(answer, exact=answer.unfiltered)
    exact = answer.unfiltered if is_asked else more.unfiltered
    return Found(more, is_loose=more.unfiltered > answer.unfiltered, exact=exact)


def _loose_answer(engine: Engine, plan: Plan, words: Words) -> Answer | None:
    """What holds some of the telling words, best first; None if nothing does."""
    tokens = loose(words.wanted)
    asked = [*dict.fromkeys([*tokens, *relevance.tokens(words.text)])]
    known = engine.frequencies(plan.index, asked)
    any_of = telling(tokens, known.found_in, known.total)
    if not any_of:
        return None
    plan = replace(plan, any_of=tuple(any_of))
    end = plan.start + plan.size
    if plan.sort != Sort.RELEVANCE or plan.start >= relevance.WINDOW:
        return engine.answer(plan)
    answer = engine.answer(replace(plan, start=0, size=max(end, relevance.WINDOW)))
    best, rest = answer.hits[: relevance.WINDOW], answer.hits[relevance.WINDOW :]
    ordered = [*relevance.rescored(words.text, best, known), *rest]
    return replace(answer, hits=tuple(ordered[plan.start : end]))


def _strict(plan: Plan, words: Words) -> Plan:
    """All the words must be there."""
    plain = [clause for clause in words.wanted if not clause.alternatives]
    needed = [token for clause in plain for token in required(clause)]
    texts = [words.text, *(text for clause in words.wanted for text in clause.alternatives)]
    # What is unwanted is a word, not each of its pairs.
    unwanted = [token for clause in words.unwanted for token in required(as_phrase(clause))]
    return replace(
        plan,
        required=tuple(dict.fromkeys(needed)),
        alternatives=tuple(one_of(clause) for clause in words.wanted if clause.alternatives),
        scoring=tuple(dictionary_words(chinese.runs(" ".join(texts)))),
        excluded=tuple(unwanted),
    )
