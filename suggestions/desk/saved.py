"""What staff keep of the desk: views by name, and the columns of their ledger."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.rights import units_of
from portal.organisation.unit import Unit
from suggestions.suggestion import STAFF_ROLES

NAME_LENGTH = 60


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about many saved views."""

    def offered_to(self, person: User, *, on: date) -> Self:
        """A person's own views, and those shared in a unit in which the person works."""
        units: Iterable[Unit] = units_of(person, STAFF_ROLES, on=on)
        return self.filter(models.Q(owner=person) | models.Q(shared_in__in=list(units)))


class SavedView(models.Model):
    """A tab of the desk with its filters, under a name; the filters show nothing by themselves."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    query = models.TextField()
    shared_in = models.ForeignKey(
        Unit,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shared with colleagues of"),
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_named_once")
        ]

    def __str__(self) -> str:
        """The name its owner gave it."""
        return self.name


class LedgerChoice(models.Model):
    """The columns of the ledger that somebody chose last, in their order."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="ledger_choice")
    columns = models.JSONField(default=list)

    def __str__(self) -> str:
        """Whose choice it is."""
        return f"{self.person}: {len(self.columns)}"
