"""The release: words about an instruction that may be public, after two people looked at them."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.instructions.instruction import Instruction

WORDING_LENGTH = 60


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions about many releases."""

    def live(self) -> Self:
        """Those that are asked for or in force: neither refused nor revoked."""
        return self.filter(refused_at__isnull=True, revoked_at__isnull=True)

    def in_force(self) -> Self:
        """Those that the public may read, if it may read the suggestion."""
        return self.live().filter(released_at__isnull=False)


class Release(models.Model):
    """One wording, such as an office's name: in public it reads "taken up by …" (由…采纳)."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="releases")
    wording = models.CharField(_("taken up by"), max_length=WORDING_LENGTH)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of an instruction")
        verbose_name_plural = _("releases of instructions")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instruction"],
                condition=models.Q(refused_at__isnull=True, revoked_at__isnull=True),
                name="release_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True)
                | ~models.Q(released_by=models.F("asked_by")),
                name="release_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        """The wording."""
        return self.wording

    @property
    def is_live(self) -> bool:
        """Whether it is asked for or in force."""
        return self.refused_at is None and self.revoked_at is None

    @property
    def is_in_force(self) -> bool:
        """Whether the public may read it."""
        return self.is_live and self.released_at is not None
