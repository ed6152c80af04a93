"""Calibration: some suggestions that everyone on a panel scores first, so that they compare."""

import random
from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef

from suggestions.review.assignment import Assignment, AssignmentQuerySet
from suggestions.review.balancing import Blocked
from suggestions.review.standing import Standing


def choose(suggestions: Sequence[int], blocked: Blocked, size: int, *, seed: int) -> frozenset[int]:
    """The calibration set: `size` suggestions by lot, those with the fewest conflicts first."""
    order = sorted(suggestions)
    random.Random(seed).shuffle(order)  # noqa: S311 - repeatable on purpose, nothing secret
    order.sort(key=lambda key: len(blocked.get(key, ())))
    return frozenset(order[:size])


def waits_for_calibration(assignment: Assignment) -> bool:
    """Whether the reviewer has calibration reviews to submit before this one. At most one query."""
    return Assignment.objects.filter(pk=assignment.pk).filter(_has_calibration_open()).exists()


def waiting_for_calibration(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    """Those of `rows` that wait until their reviewer's calibration reviews are in."""
    return rows.filter(_has_calibration_open())


def after_calibration(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    """Those of `rows` that can be judged now."""
    return rows.exclude(_has_calibration_open())


def _has_calibration_open() -> Exists:
    """Of an assignment outside the calibration set: its reviewer still owes one inside it."""
    same = {"round": OuterRef("round"), "suggestion": OuterRef("suggestion")}
    inside = Standing.objects.filter(is_calibration=True)
    owed = Assignment.objects.open().filter(
        Exists(inside.filter(round=OuterRef("round"), suggestion=OuterRef("suggestion"))),
        round=OuterRef("round"),
        reviewer=OuterRef("reviewer"),
    )
    return Exists(owed) & ~Exists(inside.filter(**same))  # type: ignore[return-value]


def is_set_for(round_key: int) -> bool:
    """Whether the round has a calibration set."""
    return Standing.objects.in_round().filter(round=round_key, is_calibration=True).exists()


def progress(reviewers: Collection[int], round_key: int) -> dict[int, int]:
    """How many calibration reviews each of `reviewers` still owes; one query."""
    owed = Assignment.objects.open().filter(
        Exists(
            Standing.objects.filter(
                is_calibration=True, round=OuterRef("round"), suggestion=OuterRef("suggestion")
            )
        ),
        round=round_key,
        reviewer__in=reviewers,
    )
    left = dict.fromkeys(reviewers, 0)
    for reviewer in owed.values_list("reviewer", flat=True):
        left[reviewer] += 1
    return left
