"""The nominee: one person or office on a list, why, and whether the name may be shown."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.steps import AwardKind
from suggestions.suggestion import Suggestion

REASON_LENGTH = 500
UNIT_NAME_LENGTH = 100


class Source(models.TextChoices):
    """How somebody came onto the list."""

    COMPUTED = "computed", _("Computed")
    NOMINATED = "nominated", _("Nominated")


class NomineeQuerySet(models.QuerySet["Nominee"]):
    """Questions about many nominees."""

    def standing(self) -> Self:
        """Those that nobody has taken off the list."""
        return self.filter(removed_at__isnull=True)

    def with_grounds(self) -> Self:
        """With what names and public lists need: a fixed number of queries."""
        return self.select_related("unit", "person").prefetch_related("grounds__campaign")


class Nominee(models.Model):
    """Somebody on a list. `points` and `counts` are for staff; the public never sees them.

    `counts` holds whole numbers by name: adopted, partly_adopted, converted,
    partly_converted of authors; intake and adopted of units, stations and clerks.
    """

    commendation = models.ForeignKey(
        Commendation, on_delete=models.CASCADE, related_name="nominees"
    )
    kind = models.CharField(_("award"), max_length=10, choices=AwardKind)
    source = models.CharField(max_length=10, choices=Source, default=Source.COMPUTED)
    person = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    grounds = models.ManyToManyField(Suggestion, blank=True, related_name="commended_in")
    name = models.CharField(_("name"), max_length=UNIT_NAME_LENGTH, blank=True)
    points = models.IntegerField(_("points"), default=0)
    counts = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)
    nominated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    came_at = models.DateTimeField(_("received"))
    name_withheld_at = models.DateTimeField(_("name withheld since"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    objects = NomineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        ordering = ["commendation_id", "kind", "came_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commendation", "kind", "person"],
                condition=models.Q(person__isnull=False),
                name="nominee_person_once",
            ),
            models.UniqueConstraint(
                fields=["commendation", "kind", "unit"],
                condition=models.Q(unit__isnull=False, person__isnull=True),
                name="nominee_unit_once",
            ),
        ]

    def __str__(self) -> str:
        """The name, for staff."""
        return self.name or str(_("without a name"))

    @property
    def public_name(self) -> str:
        """The name to show in public; "" if it may not be shown, now that it is asked for.

        An office always has a name. An author is named while every suggestion this rests on
        is public with the author's name; a name that was withdrawn is gone at once.
        """
        if self.kind in (AwardKind.UNIT, AwardKind.STATION):
            return self.name
        if self.name_withheld_at is not None:
            return ""
        if self.kind == AwardKind.CLERK:
            return self.name
        grounds = list(self.grounds.all())
        agreed = all(ground.is_public and ground.author_shown for ground in grounds)
        return self.name if grounds and agreed else ""

    @property
    def public_grounds(self) -> list[Suggestion]:
        """The suggestions that may be named beside it: those everyone can read."""
        return [ground for ground in self.grounds.all() if ground.is_public]

    @property
    def intake(self) -> int:
        """Suggestions taken in, of units, stations and clerks."""
        return int(self.counts.get("intake", 0))

    @property
    def adopted(self) -> int:
        """Suggestions adopted, in full or in part."""
        return int(self.counts.get("adopted", 0))

    @property
    def adopted_share(self) -> float | None:
        """Adopted of those taken in, 0 to 1; None if none was."""
        return self.adopted / self.intake if self.intake else None


def in_public_order(nominees: Iterable[Nominee]) -> list[Nominee]:
    """Never by merit: authors by the day their suggestion came, offices and clerks by pinyin."""

    def place(nominee: Nominee) -> tuple[object, ...]:
        if nominee.kind == AwardKind.AUTHOR:
            return (nominee.came_at.isoformat(), nominee.pk)
        return (*lazy_pinyin(nominee.name), nominee.pk)

    by_kind = {kind: [n for n in nominees if n.kind == kind] for kind in AwardKind}
    return [nominee for group in by_kind.values() for nominee in sorted(group, key=place)]
