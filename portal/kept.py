"""Records that are only ever added: what was written down is neither changed nor deleted.

A mistake is set right by another record. Only an erasure of personal data reaches past this.
"""

from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class RecordIsKept(Exception):
    """A record of this kind can be neither changed nor deleted."""


class KeptQuerySet(models.QuerySet[Row]):
    """Records are only ever added."""

    def update(self, **changes: Any) -> int:
        """Refused: raises RecordIsKept."""
        raise RecordIsKept

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: raises RecordIsKept."""
        raise RecordIsKept


class KeptRecord(models.Model):
    """The base of such records."""

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the record; raises RecordIsKept if it is there already."""
        if self.pk:
            raise RecordIsKept
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: raises RecordIsKept."""
        raise RecordIsKept
