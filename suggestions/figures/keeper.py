"""The keeper: one row that says whether counting is asked for, and that only one counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Keeper(models.Model):
    """Whoever changes the cells holds this row; `is_woken` says that a task is on its way.

    `swept_until`: suggestions whose clock ran out before this moment were counted again.
    """

    is_woken = models.BooleanField(default=False)
    swept_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("keeper of the figures")
        verbose_name_plural = _("keepers of the figures")

    def __str__(self) -> str:
        """Until when it has looked."""
        return f"{self.swept_until}"


KEEPER = 1


def hold() -> Keeper:
    """The row, locked until the transaction ends."""
    Keeper.objects.get_or_create(pk=KEEPER)
    return Keeper.objects.select_for_update().get(pk=KEEPER)


@contextmanager
def held() -> Iterator[datetime]:
    """A transaction in which nobody else counts, and its moment.

    The moment is read once the figures are held: whoever waited for another to finish must not
    count as of a time before that, or a clock that ran out meanwhile is counted as running.
    """
    with transaction.atomic():
        hold()
        yield timezone.now()


def wake() -> bool:
    """Note that a task is on its way; False if one is already."""
    if Keeper.objects.filter(pk=KEEPER, is_woken=False).update(is_woken=True):
        return True
    return Keeper.objects.get_or_create(pk=KEEPER, defaults={"is_woken": True})[1]


def rest() -> None:
    """Note that a task has begun: what changes from now on wakes another."""
    Keeper.objects.filter(pk=KEEPER).update(is_woken=False)


def swept(keeper: Keeper, until: datetime) -> None:
    """Note until when clocks were looked at; `keeper` is held."""
    keeper.swept_until = until
    keeper.save(update_fields=["swept_until"])
