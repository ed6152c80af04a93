"""The edition of the vocabulary: a mark that changes on commit whenever a word has changed.

Every process keeps what it has read, and looks with one short query whether that is still the
present edition: so a new synonym is used at once by all of them, without any other service.
"""

import uuid

from django.db import connection, models, transaction

ONLY = 1
"""The primary key of the one row."""


class Edition(models.Model):
    """One row with the present mark."""

    mark = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        """The mark."""
        return str(self.mark)


def present_edition() -> str:
    """The mark of what is in force now; empty before anything was ever changed."""
    mark = Edition.objects.filter(pk=ONLY).values_list("mark", flat=True).first()
    return str(mark or "")


def begin_edition() -> None:
    """Have every process read the vocabulary anew from now on."""
    Edition.objects.update_or_create(pk=ONLY, defaults={"mark": uuid.uuid4()})


def words_changed() -> None:
    """Begin a new edition when the present transaction is committed, once for all its changes."""
    if not any(waiting[1] is begin_edition for waiting in connection.run_on_commit):
        transaction.on_commit(begin_edition, robust=True)
