"""Severity: how far a reviewer's marks lie above or below those of others on the same suggestions.

An additive mixed model, mark = quality of the suggestion + severity of the reviewer + error.
Qualities are fixed effects; severities are random with mean 0, so that what is known from few
marks is drawn towards 0: best linear unbiased prediction (C. R. Henderson, Biometrics 31, 1975;
G. K. Robinson, That BLUP is a good thing, Statistical Science 6, 1991). The two variances are
estimated by Henderson's method 3 (S. R. Searle, G. Casella and C. E. McCulloch, Variance
Components, 1992, chapter 5), for complete designs the analysis of variance. A positive severity
means higher marks than others give: a generous reviewer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Keys = NDArray[np.int64]

SMALLEST_RATIO = 1e-9
"""Instead of an error variance of nothing: the equations stay soluble, the answer the same."""
NORMAL_95 = 1.959964
"""Half the width of the middle 95 % of a normal distribution, in standard deviations."""


@dataclass(frozen=True)
class Components:
    """The variances of severity and of error, in squared marks."""

    severity: float
    error: float


@dataclass(frozen=True)
class Severities:
    """The severity of each reviewer in marks, its standard error, and the variances behind."""

    values: Floats
    errors: Floats
    components: Components

    def interval(self, reviewer: int) -> tuple[float, float]:
        """The 95 % interval around the severity of the reviewer with this number."""
        half = NORMAL_95 * self.errors[reviewer]
        return float(self.values[reviewer] - half), float(self.values[reviewer] + half)


@dataclass(frozen=True)
class Equations:
    """The normal equations of severity once the suggestions' qualities are eliminated.

    `matrix` times the severities is `right`; `within` is the sum of squares of the marks
    around their suggestions' means, `count` and `suggestions` how many there are.
    """

    matrix: Floats
    right: Floats
    within: float
    count: int
    suggestions: int


def equations(suggestion: Keys, reviewer: Keys, mark: Floats) -> Equations:
    """The equations for marks of `reviewer` on `suggestion`, both numbered from 0 without gaps."""
    ones = np.ones(len(mark))
    design = sparse.csr_array((ones, (suggestion, reviewer)))
    given = np.bincount(suggestion).astype(float)
    means = np.bincount(suggestion, mark) / given
    shared = (design.T @ (sparse.diags_array(1 / given) @ design)).toarray()
    return Equations(
        matrix=np.diag(np.bincount(reviewer).astype(float)) - shared,
        right=np.bincount(reviewer, mark - means[suggestion]).astype(float),
        within=float(((mark - means[suggestion]) ** 2).sum()),
        count=len(mark),
        suggestions=len(given),
    )


def components(parts: Equations) -> Components | None:
    """The variances by Henderson's method 3, none below zero; None if there is too little.

    With one reviewer for each suggestion, or no more marks than unknowns, quality, severity
    and error cannot be told apart.
    """
    groups, group = connected_components(np.abs(parts.matrix) > SMALLEST_RATIO, directed=False)
    free = len(parts.right) - groups
    left_over = parts.count - parts.suggestions - free
    if free < 1 or left_over < 1:
        return None
    # the rows of each group of reviewers sum to nought: this makes the solution unique
    same = group[:, None] == group[None, :]
    fixed = linalg.solve(parts.matrix + same, parts.right, assume_a="pos")
    explained = float(parts.right @ fixed)
    error = max(parts.within - explained, 0.0) / left_over
    severity = (explained - error * free) / float(np.trace(parts.matrix))
    return Components(severity=max(severity, 0.0), error=error)


def predict(parts: Equations, variances: Components) -> Severities:
    """The severities given the variances; all nought if reviewers do not differ."""
    reviewers = len(parts.right)
    if variances.severity <= SMALLEST_RATIO:
        return Severities(np.zeros(reviewers), np.zeros(reviewers), variances)
    ratio = max(variances.error / variances.severity, SMALLEST_RATIO)
    inverse = linalg.inv(parts.matrix + ratio * np.eye(reviewers))
    errors = np.sqrt(np.maximum(np.diag(inverse), 0) * variances.error)
    return Severities(inverse @ parts.right, errors, variances)


def severities(suggestion: Keys, reviewer: Keys, mark: Floats) -> Severities | None:
    """The severity of every reviewer (numbered from 0); None if it cannot be told apart."""
    if not len(mark):
        return None
    parts = equations(suggestion, reviewer, mark)
    variances = components(parts)
    return None if variances is None else predict(parts, variances)
