"""The yearly list and its items."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit, within
from suggestions.conversion.action import Action

TITLE_LENGTH = 100
INTRODUCTION_LENGTH = 1000
EARLIEST, LATEST = 2000, 2100
"""Years that a list may be for."""


class CommitmentListQuerySet(models.QuerySet["CommitmentList"]):
    """Questions about many lists."""

    def public(self) -> Self:
        """Lists that any visitor may see."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Lists of an editor's units and the units below."""
        if user.is_authenticated and user.is_superuser:
            return self
        reach = within(units_of(user, (Role.EDITOR,), on=on), "unit")
        return self.filter(reach)


class CommitmentList(models.Model):
    """What a unit has promised to get done in a year."""

    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    introduction = models.TextField(_("introduction"), max_length=INTRODUCTION_LENGTH, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit that promises")
    )
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)

    objects = CommitmentListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of practical commitments")
        verbose_name_plural = _("lists of practical commitments")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "title"], name="commitments_once"),
        ]

    def __str__(self) -> str:
        """The title."""
        return self.title

    def get_absolute_url(self) -> str:
        """The public page of this list."""
        return reverse("suggestions:commitments", args=[self.pk])


class CommitmentItem(models.Model):
    """One action on a list, in its place."""

    commitments = models.ForeignKey(CommitmentList, on_delete=models.CASCADE, related_name="items")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="commitments")
    place = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        verbose_name = _("item of a list")
        verbose_name_plural = _("items of a list")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitments", "action"], name="commitment_item_once"),
        ]

    def __str__(self) -> str:
        """The place and what is done."""
        return f"{self.place}. {self.action}"
