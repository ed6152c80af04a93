"""Finding: from a question to results. Strictly first, then loosely if that finds too little."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from portal import chinese
from search.citing import cited_articles
from search.engines.interface import Answer, Engine, Hit
from search.items import Facet, Index
from search.queries.plan import DEEPEST, PAGE_SIZE, Plan, Sort, Token
from search.queries.tokens import dictionary_words, loose, required, telling
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
    """The results of a question. `is_loose` if some hold only some of the words; `cited` are
    the articles the query names, the one in force first, and not among the hits.
    """

    answer: Answer
    is_loose: bool = False
    cited: tuple[Hit, ...] = ()


def find(engine: Engine, index: Index, question: Question, *, within: Scope | None = None) -> Found:
    """What `question` finds; at most three requests. Raises SearchUnavailable."""
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
    answer, is_loose = _answer(engine, plan, question.words)
    return Found(answer, is_loose, cited if question.page == 1 else ())


def _answer(engine: Engine, plan: Plan, words: Words) -> tuple[Answer, bool]:
    strict = _strict(plan, words)
    has_phrase = any(clause.is_phrase for clause in words.wanted)
    answer = Answer()
    if len(strict.required) <= LONG or has_phrase:
        answer = engine.answer(strict)
        if answer.unfiltered >= (ENOUGH if plan.sort == Sort.RELEVANCE else 1):
            return answer, False
    if len(strict.required) < 2 and not has_phrase:
        return answer, False
    relaxed = loosened(engine, replace(strict, required=(), scoring=()), loose(words.wanted))
    if relaxed is None:
        return answer, False
    more = engine.answer(relaxed)
    return more, more.unfiltered > answer.unfiltered


def _strict(plan: Plan, words: Words) -> Plan:
    """All the words must be there."""
    needed = [token for clause in words.wanted for token in required(clause)]
    # What is unwanted is a word, not each of its pairs.
    unwanted = [token for clause in words.unwanted for token in required(as_phrase(clause))]
    return replace(
        plan,
        required=tuple(dict.fromkeys(needed)),
        scoring=tuple(dictionary_words(chinese.runs(words.text))),
        excluded=tuple(unwanted),
    )


def loosened(engine: Engine, plan: Plan, tokens: list[Token]) -> Plan | None:
    """`plan` for anything that holds some of the telling ones of `tokens`; None if nothing does."""
    known = engine.frequencies(plan.index, tokens)
    any_of = telling(tokens, known.found_in, known.total)
    return replace(plan, any_of=tuple(any_of)) if any_of else None
