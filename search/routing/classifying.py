"""The classifier: which label a text gets, learned from texts that have one.

Characters, pairs and words weighted by tf · idf, for the title and for the whole; beside them the
300 strongest dimensions of meaning (latent semantic analysis, Deerwester et al. 1990), which are
learned from texts without a label too; a linear support vector machine on top, whose margins are
turned into probabilities on texts it did not learn from (temperature scaling, Guo et al. 2017).

Importing this loads scikit-learn: only workers and commands do (see `tasks`).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from scipy import sparse
from sklearn.calibration import CalibratedClassifierCV
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import Normalizer
from sklearn.svm import LinearSVC

from portal import chinese

Text = tuple[str, str]
"""A title and a body."""

FOLDS = 5
LEAST_OF_A_LABEL = FOLDS
"""Texts of one label that something can be learned from."""
OF_WHOLE, OF_TITLE = (300, 1.0), (150, 0.5)
"""Dimensions of meaning, and their weight, beside pairs and words."""
SOFTNESS = 0.5
"""C of the support vector machine."""
OF_CHARACTERS = 0.7
"""Weights beside pairs and words (measured, docs/search.md)."""
MOST_PIECES, MOST_OF_MEANING = 100_000, 50_000
"""Different ones; the most frequent are kept, so that what is learned stays small."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A label and how probable it is, 0 to 1."""

    label: str
    probability: float


@dataclass(frozen=True)
class Classifier:
    """What was learned; `learned_from` texts with a label."""

    features: "Features"
    machine: Any
    learned_from: int

    def guess(self, texts: Sequence[Text], *, most: int = 2) -> list[list[Guess]]:
        """For each text its `most` probable labels, the most probable first."""
        if not texts:
            return []
        labels = self.machine.classes_
        shares = self.machine.predict_proba(self.features.of(texts))
        # From few texts nothing is certain, however well they fit (the rule of succession).
        shares = (shares * self.learned_from + 1 / len(labels)) / (self.learned_from + 1)
        best = numpy.argsort(-shares, axis=1)[:, :most]
        return [
            [Guess(str(labels[place]), float(row[place])) for place in places]
            for row, places in zip(shares, best, strict=True)
        ]


def learn(
    texts: Sequence[Text], labels: Sequence[str], *, unlabelled: Sequence[Text] = ()
) -> Classifier | None:
    """A classifier, or None if fewer than two labels have `LEAST_OF_A_LABEL` texts."""
    enough = {label for label, times in Counter(labels).items() if times >= LEAST_OF_A_LABEL}
    if len(enough) < 2:
        return None
    known = [(text, label) for text, label in zip(texts, labels, strict=True) if label in enough]
    own = [text for text, _label in known]
    features = Features(_pieces().fit(own), *_meanings([*own, *unlabelled]))
    machine = CalibratedClassifierCV(
        LinearSVC(C=SOFTNESS, class_weight="balanced", random_state=0),
        method="temperature",
        cv=FOLDS,
        ensemble=False,
    )
    machine.fit(features.of(own), [label for _text, label in known])
    return Classifier(features, machine, learned_from=len(own))


@dataclass(frozen=True)
class Features:
    """What a classifier reads of a text: its pieces, and where it lies in the space of meaning."""

    pieces: FeatureUnion
    of_whole: Pipeline
    of_title: Pipeline

    def of(self, texts: Sequence[Text]) -> sparse.csr_matrix:
        """One row for each text."""
        meanings = ((self.of_whole, OF_WHOLE), (self.of_title, OF_TITLE))
        parts = [weight * step.transform(texts) for step, (_dimensions, weight) in meanings]
        return sparse.csr_matrix(sparse.hstack([self.pieces.transform(texts), *parts]))


def title(text: Text) -> str:
    """What a text calls itself."""
    return text[0]


def whole(text: Text) -> str:
    """Title and body."""
    return "\n".join(text)


@dataclass(frozen=True)
class Cutter:
    """Cuts a part of a text by some of the functions of `portal.chinese`."""

    part: Callable[[Text], str]
    cuts: tuple[Callable[[list[chinese.Run]], list[str]], ...]

    def __call__(self, text: Text) -> list[str]:
        """All pieces, each marked with how it was cut."""
        runs = chinese.runs(self.part(text))
        return [f"{place}{piece}" for place, cut in enumerate(self.cuts) for piece in cut(runs)]


def _pieces() -> FeatureUnion:
    steps = {
        f"{part.__name__}-{cut.__name__}": _weighted(Cutter(part, (cut,)), MOST_PIECES)
        for part in (title, whole)
        for cut in (chinese.characters, chinese.bigrams, chinese.long_words)
    }
    single = [name for name in steps if name.endswith(chinese.characters.__name__)]
    return FeatureUnion(
        list(steps.items()), transformer_weights=dict.fromkeys(single, OF_CHARACTERS)
    )


def _meanings(texts: Sequence[Text]) -> tuple[Pipeline, Pipeline]:
    return _meaning(texts, whole, OF_WHOLE[0]), _meaning(texts, title, OF_TITLE[0])


def _meaning(texts: Sequence[Text], part: Callable[[Text], str], dimensions: int) -> Pipeline:
    """Where a part of a text lies in the space of meaning; fewer dimensions if texts are few."""
    cutter = Cutter(part, (chinese.bigrams, chinese.characters, chinese.long_words))
    weighted = _weighted(cutter, MOST_OF_MEANING)
    pieces = weighted.fit_transform(texts)
    possible = min(dimensions, *(size - 1 for size in pieces.shape))
    with numpy.errstate(invalid="ignore"):  # texts that are all the same have no variance
        reduced = TruncatedSVD(possible, random_state=0).fit(pieces)
    return Pipeline([("pieces", weighted), ("dimensions", reduced), ("length", Normalizer())])


def _weighted(cutter: Cutter, most: int) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=cutter, sublinear_tf=True, max_features=most)
