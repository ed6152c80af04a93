"""The tasks: which documents are indexed, what is asked of the product, what is counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from search.evaluation import metrics
from search.evaluation.folders import Judged, corpus, judged_queries
from search.evaluation.routing import evaluate_routing
from search.evaluation.trial import Trial, articles, law_of, suggestions, trial
from search.finding import Question, find
from search.items import Index
from search.queries.words import parse
from search.similar import Draft, similar

DEPTH = 100
"""Results looked at for each query."""

Result = dict[str, object]
Ask = Callable[[Trial, Judged], tuple[list[str], bool]]


@dataclass(frozen=True)
class Asked:
    """One query with the ids found for it, whether it was warned of as a repeat, and the
    seconds that took.
    """

    judged: Judged
    found: list[str]
    warned: bool
    seconds: float


@dataclass(frozen=True)
class Task:
    """How a task is prepared in a trial, and how its queries are asked and scored.

    One that `learns` is prepared for each half of the queries with what the other half teaches.
    """

    prepare: Callable[[Trial, Path, Sequence[Judged]], None]
    ask: Ask
    score: Callable[[Sequence[Asked]], Result]
    learns: bool = False


def evaluate(name: str, engine: str, folder: Path, *, half: str | None = None) -> Result:
    """The figures of one task on an engine; `half` scores every second query only.

    `folder` holds a folder per task. Raises OSError without it, SearchUnavailable.
    """
    if name == ROUTING:
        return evaluate_routing(folder, half=half)
    task = TASKS[name]
    queries = judged_queries(folder / name)
    halves = [queries[start :: len(HALVES)] for start in range(len(HALVES))]
    if not task.learns:
        with trial(engine) as index:
            task.prepare(index, folder, ())
            asked = ask(index, halves[HALVES.index(half)] if half else queries, task.ask)
        return task.score(asked) | ({"half": half} if half else {})
    asked = []
    for place in [HALVES.index(half)] if half else range(len(HALVES)):
        with trial(engine) as index:
            task.prepare(index, folder, halves[1 - place])
            asked += ask(index, halves[place], task.ask)
    return task.score(asked) | ({"half": half} if half else {})


def untitled_messages(trial: Trial, folder: Path, _others: Sequence[Judged]) -> None:
    """All messages; those that queries were made of without their titles."""
    own = folder / "known-item"
    untitled = {key for judged in judged_queries(own) for key in judged.relevance}
    rows = (row | {"title": ""} if row["_id"] in untitled else row for row in corpus(own))
    trial.fill(suggestions(rows))


def messages(trial: Trial, folder: Path, _others: Sequence[Judged]) -> None:
    """All messages as they are."""
    trial.fill(suggestions(corpus(folder / "similar")))


def versions(trial: Trial, folder: Path, _others: Sequence[Judged]) -> None:
    """Articles of law in all their versions."""
    trial.fill(articles(corpus(folder / "article-lookup"), {}))


def statutes(trial: Trial, folder: Path, others: Sequence[Judged]) -> None:
    """Articles of law, with the laws' use as the `others` teach it (the usual one without any)."""
    trial.fill(articles(corpus(folder / "statutes"), uses_in(others)))


def uses_in(judged: Iterable[Judged]) -> Counter[str]:
    """How often each law is the answer."""
    answers = (key for one in judged for key, value in one.relevance.items() if value > 0)
    uses = Counter(map(law_of, answers))
    del uses[""]
    return uses


def ask(trial: Trial, queries: Iterable[Judged], how: Ask) -> list[Asked]:
    """Put every query to the product."""
    asked = []
    for judged in queries:
        start = perf_counter()
        found, warned = how(trial, judged)
        asked.append(Asked(judged, found, warned, perf_counter() - start))
    return asked


def searched(trial: Trial, judged: Judged) -> tuple[list[str], bool]:
    """What the search page finds."""
    question = Question(words=parse(judged.text), size=DEPTH)
    found = find(trial.engine, Index.PUBLIC, question)
    return trial.ids_of([*found.cited, *found.answer.hits]), False


def resembling(trial: Trial, judged: Judged) -> tuple[list[str], bool]:
    """What is shown as similar to a message (title in the first line, then the text), and
    whether any of it makes the message look like a repeat.
    """
    title, _line, body = judged.text.partition("\n")
    dropped = [judged.query["self"], *judged.query.get("ignore", [])]
    without = [trial.key(key) for key in dropped if key in trial.rows]
    found = similar(trial.engine, Index.PUBLIC, Draft(title, body), without=without, size=DEPTH)
    return trial.ids_of(one.hit for one in found), any(one.is_repeat for one in found)


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


def repeated(asked: Sequence[Asked]) -> Result:
    """Of re-submissions, how many are found and warned of; of the others, how many are."""
    real = [one for one in asked if one.judged.query["duplicate"]]
    other = [one for one in asked if not one.judged.query["duplicate"]]
    found = [metrics.recall(one.found, one.judged.relevance, 5) for one in real]
    return {
        "n": len(asked),
        "r@5": round(metrics.mean(found), 4),
        "warning_recall": round(metrics.mean([one.warned for one in real]), 4),
        "false_alarms": round(metrics.mean([one.warned for one in other]), 4),
        **latency([one.seconds for one in asked]),
    }


def latency(seconds: Sequence[float]) -> Result:
    """Median and 95th percentile in milliseconds."""
    return {
        "p50_ms": round(metrics.percentile(seconds, 0.5) * 1000, 1),
        "p95_ms": round(metrics.percentile(seconds, 0.95) * 1000, 1),
    }


HALVES = ("a", "b")
ROUTING = "routing"
TASKS = {
    "known-item": Task(untitled_messages, searched, ranked),
    "similar": Task(messages, resembling, ranked),
    "resubmitted": Task(messages, resembling, repeated),
    "article-lookup": Task(versions, searched, by_form),
    "statutes": Task(statutes, searched, ranked, learns=True),
}
NAMES = (*TASKS, ROUTING)
"""All that can be evaluated; routing asks no engine."""
