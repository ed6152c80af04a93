"""Rules: how long a step may take, counted how, and by which source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from suggestions.clocks.standard import Standard
from suggestions.clocks.step import Start, Step, TimeUnit


class ClockRule(models.Model):
    """One step of a standard, or of a single campaign (which then overrides its standards).

    A length of no days ends with the day on which it starts.
    """

    standard = models.ForeignKey(
        Standard,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("standard"),
    )
    campaign = models.ForeignKey(
        CampaignPage,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="clock_rules",
        verbose_name=_("only for this campaign"),
    )
    step = models.CharField(_("step"), max_length=10, choices=Step)
    start = models.CharField(_("runs from"), max_length=10, choices=Start)
    length = models.PositiveSmallIntegerField(_("length"))
    length_unit = models.CharField(_("counted in"), max_length=12, choices=TimeUnit)
    rolls = models.BooleanField(
        _("ends on a working day"),
        default=True,
        help_text=_("If the last day is no working day, the next working day is the last."),
    )
    source = models.CharField(_("source"), max_length=200)
    extension_days = models.PositiveSmallIntegerField(
        _("may be extended by"),
        default=0,
        help_text=_("Calendar days, once, with a reason and approval; 0: not at all."),
    )
    may_commit = models.BooleanField(
        _("or a committed date"),
        default=False,
        help_text=_("Kept as well by telling the author measures and the day they will be done."),
    )

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        ordering = ["standard", "campaign", "step"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "step"],
                condition=models.Q(standard__isnull=False),
                name="clock_rule_of_standard",
            ),
            models.UniqueConstraint(
                fields=["campaign", "step"],
                condition=models.Q(campaign__isnull=False),
                name="clock_rule_of_campaign",
            ),
            models.CheckConstraint(
                condition=models.Q(standard__isnull=True) ^ models.Q(campaign__isnull=True),
                name="clock_rule_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        """The step, its length and its source."""
        counted = f"{self.length} {self.get_length_unit_display()}"
        return f"{self.get_step_display()}: {counted}, {self.source}"

    @property
    def is_binding(self) -> bool:
        """Whether the rule is law, from which no campaign may depart to the author's loss."""
        return self.standard is not None and self.standard.is_law

    @property
    def owner(self) -> str:
        """The standard or campaign whose rule it is."""
        return str(self.standard or self.campaign)
