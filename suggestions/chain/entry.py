"""The log's own rows: entries that are only ever added, and the head they hang from."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kept import KeptQuerySet
from suggestions.chain.facts import moment
from suggestions.chain.subject_key import SubjectKey
from suggestions.chain.suite import SUITES

HASH_LENGTH = 64
BEGINNING = "0" * HASH_LENGTH
"""What the first entry follows."""


class Occasion(models.TextChoices):
    """Why an entry was written."""

    WRITTEN = "written", _("When it happened")
    ADOPTED = "adopted", _("Older than the log")
    AFTER_ERASURE = "after_erasure", _("Again after an erasure, under a new key")


class ChainEntryQuerySet(KeptQuerySet["ChainEntry"]):
    """Questions about many entries."""

    def sealed(self) -> Self:
        """Entries with a place in the chain, in its order."""
        return self.filter(sequence__isnull=False).order_by("sequence")

    def waiting(self) -> Self:
        """Entries without a place yet, oldest first."""
        return self.filter(sequence__isnull=True).order_by("pk")


class ChainEntry(models.Model):
    """That a row said something at a moment: a keyed commitment, and its place in the chain.

    `copy` holds the facts encrypted under the subject's key; words are digests even there.
    Sealing adds sequence and hash once; the database refuses every other change.
    """

    kind = models.CharField(max_length=20)
    row = models.PositiveBigIntegerField()
    occasion = models.CharField(max_length=14, choices=Occasion, default=Occasion.WRITTEN)
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    suite = models.CharField(max_length=10)
    commitment = models.CharField(max_length=HASH_LENGTH)
    copy = models.BinaryField()
    sequence = models.PositiveBigIntegerField(null=True, unique=True)
    hash = models.CharField(max_length=HASH_LENGTH, blank=True)

    objects = ChainEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log")
        indexes = [
            models.Index(fields=["kind", "row", "id"], name="chain_entry_row"),
            models.Index(
                fields=["id"],
                condition=models.Q(sequence__isnull=True),
                name="chain_entry_waiting",
            ),
        ]

    def __str__(self) -> str:
        """Place, kind and row."""
        return f"{self.sequence or '–'} {self.kind} {self.row}"

    def leaf(self) -> str:
        """The digest of everything the entry says, in hexadecimal; this much is published."""
        said = (
            self.suite,
            self.kind,
            self.row,
            self.occasion,
            self.key_id,
            moment(self.at),
            self.commitment,
        )
        return SUITES[self.suite].digest("".join(f"{part}\n" for part in said).encode())

    def hash_after(self, previous: str, sequence: int) -> str:
        """The hash of this entry in place `sequence`, after an entry with the hash `previous`.

        Three lines are hashed: the hash before, the number, the leaf.
        """
        lines = f"{previous}\n{sequence}\n{self.leaf()}\n"
        return SUITES[self.suite].digest(lines.encode())


class ChainHead(models.Model):
    """The last sealed entry; whoever seals holds this one row locked."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=HASH_LENGTH, default=BEGINNING)

    def __str__(self) -> str:
        """Number and hash."""
        return f"{self.sequence} {self.hash}"
