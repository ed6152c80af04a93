"""Reply templates: words an office may start from."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisation.unit import Unit, paths_up
from suggestions.replies.reply import REPLY_LENGTH, ReplyKind

NAME_LENGTH = 60


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    """Questions about many templates."""

    def for_units(self, units: Iterable[Unit]) -> Self:
        """Those open to the given units: their own, those of the units above, and everyone's."""
        wanted = models.Q(unit__isnull=True)
        for unit in units:
            wanted |= models.Q(unit__path__in=paths_up(unit))
        return self.filter(wanted)


class ReplyTemplate(models.Model):
    """A text with blanks; without a unit it is everybody's, else that unit's and below."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("This unit and those below it use the template; empty: everybody does."),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ReplyKind, default=ReplyKind.FINAL)
    text = models.TextField(
        _("text"),
        max_length=REPLY_LENGTH,
        help_text=_(
            "Filled in: {receipt}, {title}, {campaign}, {unit}, {date} and {committed_on}."
        ),
    )

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        """The template's name."""
        return self.name
