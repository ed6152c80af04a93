"""Guessing: where suggestions may belong, written down for the desk."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import cast

import joblib

from search.routing.classifying import Classifier, Guess, Text
from search.routing.learned import LearnedClassifier, RoutingHint, Target, private
from search.routing.learning import text_of
from suggestions.models import Suggestion

BATCH = 200
Pairs = list[tuple[int, float]]


class NotWhatWasStored(Exception):
    """The file of a classifier is not the one that was written; it is not loaded."""


def guess_routing(keys: Iterable[int], *, at: datetime) -> int:
    """Write a hint for each of these suggestions but sealed reports; how many."""
    rows = list(Suggestion.objects.unsealed().filter(pk__in=list(keys)[:BATCH]))
    texts = [text_of(row.title, row.problem, row.proposal) for row in rows]
    topics, units = _guesses(Target.TOPIC, texts), _guesses(Target.UNIT, texts)
    RoutingHint.objects.bulk_create(
        [
            RoutingHint(
                suggestion=row, version=row.version, topics=topic, units=unit, guessed_at=at
            )
            for row, topic, unit in zip(rows, topics, units, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["suggestion"],
        update_fields=["version", "topics", "units", "guessed_at"],
    )
    return len(rows)


def _guesses(target: Target, texts: list[Text]) -> list[Pairs]:
    row = LearnedClassifier.objects.filter(target=target).first()
    if row is None:
        return [[] for _text in texts]
    return [_pairs(guesses) for guesses in _loaded(row.file.name, row.digest).guess(texts)]


def _pairs(guesses: Iterable[Guess]) -> Pairs:
    return [(int(guess.label), round(guess.probability, 3)) for guess in guesses]


@lru_cache(maxsize=len(Target))
def _loaded(name: str, digest: str) -> Classifier:
    with private().open(name) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != digest:
        raise NotWhatWasStored(name)
    return cast(Classifier, joblib.load(BytesIO(content)))
