"""Versions of a rubric: frozen by the first review, changed by making the next version."""

from datetime import datetime

from django.db import transaction

from campaigns.rubrics import Criterion, Rubric


def freeze(rubric: Rubric, *, at: datetime) -> None:
    """Close `rubric` for changes as of `at`; the first time counts."""
    Rubric.objects.filter(pk=rubric.pk, frozen_at__isnull=True).update(frozen_at=at)
    rubric.refresh_from_db(fields=["frozen_at"])


@transaction.atomic
def new_version(rubric: Rubric) -> Rubric:
    """The next version of `rubric`: the same criteria, open for changes.

    Reviews already made, and rounds already open, keep the version they were judged by.
    """
    same_name = Rubric.objects.select_for_update().filter(name=rubric.name)
    newest = max(same_name.values_list("version", flat=True))
    following = Rubric.objects.create(name=rubric.name, version=newest + 1)
    for criterion in Criterion.objects.filter(rubric=rubric.pk):
        criterion.pk, criterion.rubric = None, following
        criterion.save(force_insert=True)
    return following
