"""Service windows: on which days of the week a unit is open, from when until when."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisation.unit import Unit


class Weekday(models.IntegerChoices):
    """The days as `date.weekday()` counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class ServiceWindowQuerySet(models.QuerySet["ServiceWindow"]):
    """Questions about many windows."""

    def of_day(self, on: date) -> Self:
        """The windows of the weekday of `on`."""
        return self.filter(weekday=on.weekday())


class ServiceWindow(models.Model):
    """Open on one weekday between two times; a day with a break has two."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    note = models.CharField(
        _("note"), max_length=100, blank=True, help_text=_("For instance a window or a room.")
    )

    objects = ServiceWindowQuerySet.as_manager()

    class Meta:
        verbose_name = _("service window")
        verbose_name_plural = _("service windows")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="window_opens_then_closes"
            )
        ]

    def __str__(self) -> str:
        """Day and times."""
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def clean(self) -> None:
        """A window closes after it opens."""
        if None not in (self.opens, self.closes) and self.closes <= self.opens:
            raise ValidationError({"closes": _("This is before it opens.")}, code="order")
