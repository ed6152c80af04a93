"""Learning: from the suggestions somebody has handled to classifiers that are kept."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import joblib
from django.core.files.base import ContentFile
from django.db import transaction

from search.routing.classifying import Classifier, Text, learn
from search.routing.learned import LearnedClassifier, Target
from suggestions.models import Suggestion
from suggestions.states import State

MOST_TEXTS = 20_000
"""The newest suggestions teach; older ones know units that are gone, and memory stays flat."""
READ = 2_000
"""Characters read of a text."""
NOT_HANDLED = (State.RECEIVED, State.RETURNED, State.WITHDRAWN)
COMPRESSION = 3


def learn_routing(*, at: datetime) -> dict[Target, int]:
    """Learn everything anew; from how many suggestions each, 0 where these were too few.

    What was learned before stays until its successor is complete. Sealed reports teach nothing.
    """
    everything = [text for text, _label in _texts(None)]
    learned = {}
    for target in Target:
        examples = _texts(target)
        texts, labels = [text for text, _ in examples], [label for _, label in examples]
        classifier = learn(texts, labels, unlabelled=everything)
        learned[target] = classifier.learned_from if classifier else 0
        if classifier:
            _keep(target, classifier, at=at)
    return learned


def text_of(title: str, problem: str, proposal: str) -> Text:
    """What is read of a suggestion."""
    return title, f"{problem}\n{proposal}"[:READ]


def _texts(target: Target | None) -> Sequence[tuple[Text, str]]:
    """The newest texts, with their labels if a target is given."""
    rows = Suggestion.objects.unsealed().order_by("-pk")
    if target is not None:
        rows = rows.exclude(state__in=NOT_HANDLED).filter(**{f"{target}__isnull": False})
    columns = ("title", "problem", "proposal", f"{target}_id" if target else "pk")
    return [
        (text_of(*words), str(label))
        for *words, label in rows.values_list(*columns)[:MOST_TEXTS].iterator()
    ]


def _keep(target: Target, classifier: Classifier, *, at: datetime) -> None:
    """Store the file under a name of its own, then name it, then forget the one before."""
    buffer = BytesIO()
    joblib.dump(classifier, buffer, compress=COMPRESSION)
    content = buffer.getvalue()
    row = LearnedClassifier.objects.filter(target=target).first() or LearnedClassifier(
        target=target
    )
    before, storage = row.file.name, row.file.storage
    row.file.save(f"{target}.joblib", ContentFile(content), save=False)
    row.digest = hashlib.sha256(content).hexdigest()
    row.learned_from, row.learned_at = classifier.learned_from, at
    with transaction.atomic():
        row.save()
        if before:
            transaction.on_commit(lambda: storage.delete(before))
