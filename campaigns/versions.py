"""Versions of a rubric: frozen by the first review, changed by making the next version."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from campaigns.pages import CampaignPage
from campaigns.rubrics import LEVELS, Criterion, Rubric, RubricQuerySet

COPIED = (
    *("sort_order", "name", "name_en", "weight", "description"),
    *(f"anchor_{level}" for level in LEVELS),
)


def freeze(rubric: Rubric, *, at: datetime) -> None:
    """Close `rubric` for changes as of `at`; the first time counts."""
    Rubric.objects.filter(pk=rubric.pk, frozen_at__isnull=True).update(frozen_at=at)
    rubric.refresh_from_db(fields=["frozen_at"])


def draft_of_next(rubric: Rubric) -> Rubric:
    """The next version of `rubric` with the same criteria, not stored yet."""
    following = Rubric(name=rubric.name, version=next_number(rubric.name))
    following.criteria = [
        Criterion(**{name: getattr(criterion, name) for name in COPIED})
        for criterion in rubric.criteria.all()
    ]
    return following


def next_number(name: str) -> int:
    """The number of the next version of the rubric of this name."""
    newest = Rubric.objects.filter(name=name).aggregate(newest=Max("version"))["newest"]
    return (newest or 0) + 1


def earlier_version(rubric: Rubric) -> Rubric | None:
    """The version before `rubric`; None for the first."""
    rows = Rubric.objects.filter(name=rubric.name, version__lt=rubric.version)
    return rows.order_by("-version").first()


@transaction.atomic
def new_version(rubric: Rubric) -> Rubric:
    """The next version of `rubric`: the same criteria, open for changes.

    Reviews already made, and rounds already open, keep the version they were judged by.
    """
    hold_versions(rubric.name)
    following = draft_of_next(rubric)
    following.save()
    return following


def hold_versions(name: str) -> None:
    """Let nobody else number a version of the rubric of this name in this transaction."""
    list(Rubric.objects.select_for_update().filter(name=name).order_by("pk"))


def public_versions() -> RubricQuerySet:
    """The versions that anybody may read: those that public campaigns name, and those of the
    same rubrics by which somebody has judged.
    """
    named = CampaignPage.objects.live().public().filter(rubric__isnull=False)
    names = Rubric.objects.filter(pk__in=named.values("rubric")).values("name")
    judged_by = Q(frozen_at__isnull=False, name__in=names)
    return Rubric.objects.filter(Q(pk__in=named.values("rubric")) | judged_by)
