"""The agency of one suggestion: who serves its author, and who stands behind that agent.

The first agent (首办代理员) serves the citizen; the upper agent (上级代理员), of the unit above,
serves the first. A suggestion counts as brought by an agent (代理率) if it has such a row.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import NAME_LENGTH, User
from portal.organisation.unit import Unit
from suggestions.suggestion import Suggestion


class AgencyConsent(models.TextChoices):
    """How the author agreed to be served by an agent."""

    SIGNED = "signed", _("Signed form")
    SPOKEN = "spoken", _("Spoken, before a witness")


class Holder(models.TextChoices):
    """With whom the matter is."""

    FIRST = "first", _("First agent")
    UPPER = "upper", _("Upper agent")


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Questions about many agencies."""

    def waiting_above(self) -> Self:
        """Those handed up that nobody above has taken yet."""
        return self.filter(holder=Holder.UPPER, upper_agent__isnull=True)


class Agency(models.Model):
    """One author's agent, with the consent under which they act."""

    suggestion = models.OneToOneField(Suggestion, on_delete=models.CASCADE, related_name="agency")
    agent = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("first agent")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of the first agent")
    )
    upper_agent = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("upper agent"),
    )
    upper_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit of the upper agent"),
    )
    holder = models.CharField(
        pgettext_lazy("of an agency", "with"),
        max_length=5,
        choices=Holder,
        default=Holder.FIRST,
    )
    consent = models.CharField(_("consent to the agent"), max_length=6, choices=AgencyConsent)
    witness = models.CharField(_("witness"), max_length=NAME_LENGTH, blank=True)
    started_at = models.DateTimeField(_("since"))
    told_at = models.DateTimeField(_("author last told"), null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        indexes = [
            models.Index(
                fields=["upper_unit"],
                condition=models.Q(holder="upper", upper_agent__isnull=True),
                name="agency_waiting_above",
            ),
            models.Index(fields=["started_at"], name="agency_by_time"),
        ]

    def __str__(self) -> str:
        """The suggestion and its agent."""
        return f"{self.suggestion_id}: {self.agent}"


class StepKind(models.TextChoices):
    """What happened between the agents and the author."""

    BEGUN = "begun", _("Agency begun")
    UP = "up", _("Handed up")
    TAKEN = "taken", _("Taken by the upper agent")
    BACK = "back", _("Handed back")
    TOLD = "told", _("Author told of the progress")


class AgencyStep(models.Model):
    """One step, written once and never changed by the product."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=5, choices=StepKind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """What happened."""
        return f"{self.agency_id}: {self.get_kind_display()}"
