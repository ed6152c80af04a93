"""Routing, measured: five-fold over labelled texts, each guessed by what the others teach."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from search.evaluation import metrics
from search.evaluation.folders import CORPUS
from search.routing.classifying import Guess, Text, learn

MESSAGES = "messages.jsonl.gz"
FOLDS = 5


def evaluate_routing(folder: Path, *, half: str | None = None) -> dict[str, object]:
    """Accuracy, macro-F1 and top-2 accuracy; `half` scores every second text only.

    `folder` holds routing/messages.jsonl.gz; texts in similar/corpus.jsonl.gz teach the
    dimensions of meaning, without their labels, as all texts of a portal do. Raises OSError.
    """
    with gzip.open(folder / "routing" / MESSAGES, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts: list[Text] = [(row["title"], row["text"]) for row in rows]
    labels = [str(row["label"]) for row in rows]
    start = perf_counter()
    guesses = _out_of_fold(texts, labels, _unlabelled(folder))
    seconds = perf_counter() - start
    chosen = range(len(rows)) if half is None else range("ab".index(half), len(rows), 2)
    scores = _scores([labels[n] for n in chosen], [guesses[n] for n in chosen])
    return scores | {"seconds": round(seconds, 1)} | ({"half": half} if half else {})


def _out_of_fold(
    texts: Sequence[Text], labels: Sequence[str], unlabelled: Sequence[Text]
) -> list[list[Guess]]:
    guesses: list[list[Guess]] = [[] for _text in texts]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for teach, ask in folds.split(texts, labels):
        classifier = learn(
            [texts[n] for n in teach], [labels[n] for n in teach], unlabelled=unlabelled
        )
        if classifier is not None:
            for place, guess in zip(ask, classifier.guess([texts[n] for n in ask]), strict=True):
                guesses[place] = guess
    return guesses


def _scores(labels: Sequence[str], guesses: Sequence[Sequence[Guess]]) -> dict[str, object]:
    first = [guess[0].label if guess else "" for guess in guesses]
    top = [[one.label for one in guess] for guess in guesses]
    right = [label == given for label, given in zip(labels, first, strict=True)]
    in_two = [label in given for label, given in zip(labels, top, strict=True)]
    sure = [guess[0].probability if guess else 0.0 for guess in guesses]
    return {
        "n": len(labels),
        "accuracy": round(metrics.mean(right), 4),
        "macro_f1": round(float(f1_score(labels, first, average="macro")), 4),
        "top2": round(metrics.mean(in_two), 4),
        "mean_confidence": round(metrics.mean(sure), 4),
    }


def _unlabelled(folder: Path) -> list[Text]:
    path = folder / "similar" / CORPUS
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [(row["title"], row["text"]) for row in map(json.loads, lines)]
