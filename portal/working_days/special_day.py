"""Special days: where offices here work or rest other than the country's calendar says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpecialDay(models.Model):
    """One day that is a working day or is none, and why; it outranks the calendar."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("offices work"))
    why = models.CharField(
        _("why"),
        max_length=200,
        help_text=_("For instance: announced by the State Council, typhoon, local festival."),
    )

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["-day"]

    def __str__(self) -> str:
        """The day and what it is."""
        return f"{self.day:%Y-%m-%d}: {_('working day') if self.is_working else _('day off')}"
