"""The tasks: which documents are indexed, what is asked of the product, what is counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from search.evaluation import metrics
from search.evaluation.folders import Judged, Row, corpus, judged_queries
from search.evaluation.trial import Trial, articles, suggestions
from search.finding import Question, find
from search.items import Index, Kind
from search.queries.words import parse
from search.similar import Draft, similar

DEPTH = 100
"""Results looked at for each query."""

Result = dict[str, object]
Ask = Callable[[Trial, Judged], list[str]]


@dataclass(frozen=True)
class Asked:
    """One query with the ids found for it and the seconds that took."""

    judged: Judged
    found: list[str]
    seconds: float


def known_item(trial: Trial, folder: Path) -> list[Asked]:
    """The query is the title its author wrote; its document is indexed without a title."""
    queries = judged_queries(folder)
    untitled = {key for judged in queries for key in judged.relevance}
    rows = (row | {"title": ""} if row["_id"] in untitled else row for row in corpus(folder))
    trial.fill(suggestions(rows))
    return ask(trial, queries, searched)


def statutes(trial: Trial, folder: Path) -> list[Asked]:
    """Questions of lay people, answered by articles of law."""
    trial.fill(articles(corpus(folder)))
    return ask(trial, judged_queries(folder), searched)


def similar_texts(trial: Trial, folder: Path) -> list[Asked]:
    """The query is a whole message; its own document and unjudged ones are dropped."""
    trial.fill(suggestions(corpus(folder)))
    return ask(trial, judged_queries(folder), resembling)


def ask(trial: Trial, queries: Iterable[Judged], how: Ask) -> list[Asked]:
    """Put every query to the product."""
    asked = []
    for judged in queries:
        start = perf_counter()
        found = how(trial, judged)
        asked.append(Asked(judged, found, perf_counter() - start))
    return asked


def searched(trial: Trial, judged: Judged) -> list[str]:
    """What the search page finds."""
    question = Question(words=parse(judged.text), size=DEPTH)
    found = find(trial.engine, Index.PUBLIC, question)
    return trial.ids_of([*found.cited, *found.answer.hits])


def resembling(trial: Trial, judged: Judged) -> list[str]:
    """What is shown as similar to a message: title in the first line, then the text."""
    title, _line, body = judged.text.partition("\n")
    dropped = [judged.query["self"], *judged.query.get("ignore", [])]
    without = [trial.key(key) for key in dropped if key in trial.rows]
    hits = similar(
        trial.engine, Index.PUBLIC, Draft(title, body), without=without, size=DEPTH
    )
    return trial.ids_of(hits)


def ranked(asked: Sequence[Asked]) -> Result:
    """Means of the usual measures of a ranking."""

    def mean(measure: Callable[..., float], depth: int, **options: bool) -> float:
        values = [measure(one.found, one.judged.relevance, depth, **options) for one in asked]
        return round(metrics.mean(values), 4)

    return {
        "n": len(asked),
        "mrr@10": mean(metrics.reciprocal_rank, 10),
        "ndcg@10": mean(metrics.discounted_gain, 10),
        "p@5": mean(metrics.precision, 5),
        **{f"r@{depth}": mean(metrics.recall, depth) for depth in (1, 5, 10, 20, 100)},
        "capped_r@20": mean(metrics.recall, 20, capped=True),
        **latency([one.seconds for one in asked]),
    }


def latency(seconds: Sequence[float]) -> Result:
    """Median and 95th percentile in milliseconds."""
    return {
        "p50_ms": round(metrics.percentile(seconds, 0.5) * 1000, 1),
        "p95_ms": round(metrics.percentile(seconds, 0.95) * 1000, 1),
    }
