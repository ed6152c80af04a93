"""Kept rows: what a panel wrote down can be added to, never changed or deleted."""

from typing import Any

from django.db import models


class RowIsKept(Exception):
    """The row can be neither changed nor deleted."""


class KeptQuerySet(models.QuerySet[Any]):
    """Rows are only ever added."""

    def update(self, **changes: Any) -> int:
        """Refused: raises RowIsKept."""
        raise RowIsKept

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: raises RowIsKept."""
        raise RowIsKept


class Kept(models.Model):
    """The base of rows that stay as they were written."""

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises RowIsKept if it is there already."""
        if self.pk:
            raise RowIsKept
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: raises RowIsKept."""
        raise RowIsKept
