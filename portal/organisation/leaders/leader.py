"""Leaders and the days on which they receive people."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.organisation.directory.windows import Weekday
from portal.organisation.unit import Unit


class LeaderQuerySet(models.QuerySet["Leader"]):
    """Questions about many leaders."""

    def public(self) -> Self:
        """Those shown on the site."""
        return self.filter(shown=True)


class Leader(ClusterableModel):
    """Somebody who leads a unit, as the public knows them; no account is needed for it."""

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="leaders", verbose_name=_("unit")
    )
    name = models.CharField(_("name"), max_length=60)
    post = models.CharField(_("post"), max_length=100)
    duties = models.TextField(
        _("duties"), max_length=1000, help_text=_("What this leader answers for.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=10, help_text=_("The lowest number comes first.")
    )
    shown = models.BooleanField(_("shown on the site"), default=True)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")
        ordering = ["unit__path", "order", "pk"]

    def __str__(self) -> str:
        """Name and post."""
        return f"{self.name}（{self.post}）"


class Week(models.IntegerChoices):
    """Which of a month's Mondays, Tuesdays … it is."""

    FIRST = 1, _("first")
    SECOND = 2, _("second")
    THIRD = 3, _("third")
    FOURTH = 4, _("fourth")
    LAST = 5, _("last")


class ReceptionDay(models.Model):
    """When a leader receives people: on one date, or by a rule such as the first Wednesday."""

    leader = ParentalKey(Leader, on_delete=models.CASCADE, related_name="reception_days")
    on = models.DateField(
        _("on"), null=True, blank=True, help_text=_("One day; or choose week and weekday.")
    )
    week = models.PositiveSmallIntegerField(
        _("week of the month"), choices=Week, null=True, blank=True
    )
    weekday = models.PositiveSmallIntegerField(
        _("day of the week"), choices=Weekday, null=True, blank=True
    )
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200)
    how_to_register = models.CharField(_("how to register"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("reception day")
        verbose_name_plural = _("reception days")
        ordering = ["on", "week", "weekday", "begins"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(on__isnull=False, week__isnull=True, weekday__isnull=True)
                | models.Q(on__isnull=True, week__isnull=False, weekday__isnull=False),
                name="reception_on_a_date_or_by_a_rule",
            )
        ]

    def __str__(self) -> str:
        """The date or the rule."""
        if self.on:
            return self.on.isoformat()
        return f"{self.get_week_display()} {self.get_weekday_display()}"

    def clean(self) -> None:
        """Either a date or a whole rule; it ends after it begins."""
        by_rule = self.week is not None and self.weekday is not None
        halves = (self.week is None) != (self.weekday is None)
        if halves or bool(self.on) == by_rule:
            raise ValidationError(
                _("Give either a date, or the week and the day of the week."), code="when"
            )
        if self.begins and self.ends and self.ends <= self.begins:
            raise ValidationError({"ends": _("This is before it begins.")}, code="order")
