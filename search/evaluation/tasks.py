"""The tasks: which documents are indexed, what is asked of the product, what is counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from search.evaluation import metrics
from search.evaluation.folders import Judged, corpus, judged_queries
from search.evaluation.trial import Trial, articles, suggestions
from search.finding import Question, find
from search.items import Index
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


@dataclass(frozen=True)
class Task:
    """How a task is prepared in a trial, and how its queries are asked and scored."""

    prepare: Callable[[Trial, Path], None]
    ask: Ask
    score: Callable[[Sequence[Asked]], Result]


def evaluate(name: str, trial: Trial, folder: Path, *, half: str | None = None) -> Result:
    """The figures of one task. `folder` holds a folder per task; raises OSError without it."""
    task = TASKS[name]
    task.prepare(trial, folder)
    queries = judged_queries(folder / name)
    if half:
        queries = queries[HALVES.index(half) :: len(HALVES)]
    return task.score(ask(trial, queries, task.ask)) | ({"half": half} if half else {})


def untitled_messages(trial: Trial, folder: Path) -> None:
    """All messages; those that queries were made of without their titles."""
    own = folder / "known-item"
    untitled = {key for judged in judged_queries(own) for key in judged.relevance}
    rows = (row | {"title": ""} if row["_id"] in untitled else row for row in corpus(own))
    trial.fill(suggestions(rows))


def messages(trial: Trial, folder: Path) -> None:
    """All messages as they are."""
    trial.fill(suggestions(corpus(folder / "similar")))


def articles_of(name: str) -> Callable[[Trial, Path], None]:
    """Prepares the articles of law in the folder `name`."""
    return lambda trial, folder: trial.fill(articles(corpus(folder / name)))


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
    hits = similar(trial.engine, Index.PUBLIC, Draft(title, body), without=without, size=DEPTH)
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


def by_form(asked: Sequence[Asked]) -> Result:
    """The usual measures, and R@1 for each written form of a citation."""
    forms = sorted({one.judged.query["form"] for one in asked})
    shares = {}
    for form in forms:
        of_form = [one for one in asked if one.judged.query["form"] == form]
        values = [metrics.recall(one.found, one.judged.relevance, 1) for one in of_form]
        shares[f"r@1_form_{form}"] = round(metrics.mean(values), 4)
    return ranked(asked) | shares


def latency(seconds: Sequence[float]) -> Result:
    """Median and 95th percentile in milliseconds."""
    return {
        "p50_ms": round(metrics.percentile(seconds, 0.5) * 1000, 1),
        "p95_ms": round(metrics.percentile(seconds, 0.95) * 1000, 1),
    }


HALVES = ("a", "b")
TASKS = {
    "known-item": Task(untitled_messages, searched, ranked),
    "similar": Task(messages, resembling, ranked),
    "article-lookup": Task(articles_of("article-lookup"), searched, by_form),
    "statutes": Task(articles_of("statutes"), searched, ranked),
}
