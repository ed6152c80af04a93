"""Daily roots: what the log had come to at the end of a day, published for everyone to keep."""

from datetime import date, datetime, timedelta
from typing import Self

from celery import shared_task
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suggestions.chain.entry import HASH_LENGTH, ChainEntry
from suggestions.chain.sealing import locked_head, seal_waiting
from suggestions.chain.suite import NEWEST


class DayRootQuerySet(models.QuerySet["DayRoot"]):
    """Questions about many days."""

    def newest_first(self) -> Self:
        """The latest day first."""
        return self.order_by("-day")

    def before(self, day: date) -> "DayRoot | None":
        """The latest root before `day`."""
        return self.filter(day__lt=day).newest_first().first()


class DayRoot(models.Model):
    """The head of the chain after a day: who keeps it can tell whether the past was rewritten."""

    day = models.DateField(_("day"), unique=True)
    first = models.PositiveBigIntegerField(help_text=_("Number of the day's first entry."))
    last = models.PositiveBigIntegerField(_("last entry"))
    head = models.CharField(_("root"), max_length=HASH_LENGTH)
    suite = models.CharField(max_length=10)
    made_at = models.DateTimeField()

    objects = DayRootQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily root")
        verbose_name_plural = _("daily roots")
        ordering = ["day"]

    def __str__(self) -> str:
        """Day, number and root."""
        return f"{self.day} {self.last} {self.head}"

    @property
    def count(self) -> int:
        """How many entries the day has."""
        return self.last - self.first + 1


@shared_task
def make_root_of_yesterday() -> None:
    """Close yesterday; may run twice or late."""
    make_root(timezone.localdate() - timedelta(days=1), at=timezone.now())


@transaction.atomic
def make_root(day: date, *, at: datetime) -> DayRoot:
    """The root of `day`: everything sealed by now and not in an earlier root belongs to it.

    A day that has its root, or a later one, keeps it: the root that is there comes back.
    """
    seal_waiting()
    head = locked_head()
    there = DayRoot.objects.filter(day__gte=day).order_by("day").first()
    if there is not None:
        return there
    before = DayRoot.objects.before(day)
    return DayRoot.objects.create(
        day=day,
        first=before.last + 1 if before else 1,
        last=head.sequence,
        head=head.hash,
        suite=NEWEST.name,
        made_at=at,
    )


def entries_of(root: DayRoot) -> models.QuerySet[ChainEntry]:
    """The entries of the root's day, in order."""
    return ChainEntry.objects.sealed().filter(sequence__range=(root.first, root.last))
