"""The exclusion: a person or a unit that neither sees a suggestion nor acts on it, and why.

信访工作条例 Art. 30: what a report says is not passed to those it is about. Art. 28: whoever has
a direct interest in the matter or in its author withdraws.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit

REASON_LENGTH = 500


class Ground(models.TextChoices):
    """Why somebody is kept out."""

    COMPLAINED_OF = "complained_of", _("complained of in the report")
    INTEREST = "interest", _("has an interest in the matter or its author")


class ExclusionState(models.TextChoices):
    """Where an exclusion stands."""

    STANDING = "standing", _("Holds")
    DISPUTED = "disputed", _("Disputed")
    UPHELD = "upheld", _("Upheld")
    LIFTED = "lifted", _("Lifted")
    NOTED = "noted", _("Noted only: nobody else could do the work")


IN_FORCE = frozenset({ExclusionState.STANDING, ExclusionState.DISPUTED, ExclusionState.UPHELD})
"""A disputed one holds until it is decided."""


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    """Questions about many exclusions."""

    def in_force(self) -> Self:
        """Those that keep somebody out now."""
        return self.filter(state__in=IN_FORCE)

    def complaints(self) -> Self:
        """Those of reports: who is complained of."""
        return self.filter(ground=Ground.COMPLAINED_OF)

    def interests(self) -> Self:
        """Those of withdrawing."""
        return self.filter(ground=Ground.INTEREST)


class Exclusion(models.Model):
    """One person, or one unit with all below it, kept out of one suggestion. Never deleted."""

    # By name: the table of suggestions asks this one who may see what.
    suggestion = models.ForeignKey(
        "suggestions.Suggestion", on_delete=models.PROTECT, related_name="exclusions"
    )
    user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exclusions",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    ground = models.CharField(_("why"), max_length=16, choices=Ground)
    state = models.CharField(max_length=10, choices=ExclusionState, default=ExclusionState.STANDING)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("declared on"))
    dispute = models.CharField(_("why it is disputed"), max_length=REASON_LENGTH, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=REASON_LENGTH, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, unit__isnull=True)
                | models.Q(user__isnull=True, unit__isnull=False),
                name="exclusion_of_one",
            ),
            models.UniqueConstraint(
                fields=["suggestion", "user", "ground"],
                condition=models.Q(user__isnull=False, state__in=sorted(IN_FORCE)),
                name="exclusion_person_once",
            ),
            models.UniqueConstraint(
                fields=["suggestion", "unit", "ground"],
                condition=models.Q(unit__isnull=False, state__in=sorted(IN_FORCE)),
                name="exclusion_unit_once",
            ),
        ]

    def __str__(self) -> str:
        """Who, and why."""
        return f"{self.user or self.unit}: {self.get_ground_display()}"

    @property
    def is_in_force(self) -> bool:
        """Whether it keeps somebody out now."""
        return self.state in IN_FORCE
