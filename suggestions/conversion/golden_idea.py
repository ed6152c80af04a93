"""The golden idea: an adopted suggestion with the panel's reason and its scores."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.rubrics import Criterion
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import within
from suggestions.conversion.kinds import ConversionKind
from suggestions.conversion.stages import STATES, Stage
from suggestions.review.decision import Decision
from suggestions.suggestion import Suggestion, SuggestionQuerySet

KEEPERS = (Role.EDITOR, Role.CHAIR, Role.HANDLER)
"""Roles that plan and report, for their unit and below."""
FOLLOWERS = (*KEEPERS, Role.SUPERVISOR)
"""Roles that see what becomes of golden ideas, for their unit and below."""


class GoldenIdeaQuerySet(models.QuerySet["GoldenIdea"]):
    """Questions about many golden ideas."""

    def public(self) -> Self:
        """Exactly what any visitor may see: shown ideas of public suggestions."""
        return self.filter(_among(Suggestion.objects.public()), public=True)

    def at_stage(self, stage: Stage | None) -> Self:
        """Ideas that have come as far as `stage`; all if it is None."""
        return self if stage is None else self.filter(suggestion__state__in=STATES[stage])

    def for_cards(self) -> Self:
        """With what a list shows: three queries for any number of ideas."""
        related = ("suggestion__campaign", "suggestion__topic")
        return self.select_related(*related).prefetch_related("actions")

    def newest_first(self) -> Self:
        """Latest adopted first, in an order that never wavers."""
        return self.order_by("-adopted_at", "-pk")

    def visible_to(self, user: Person, *, on: date) -> Self:
        """What an editor, chair, handler or supervisor follows.

        Ideas that their units, or units below, are in charge of, act on or verify.
        """
        if user.is_authenticated and user.is_superuser:
            return self
        units = list(units_of(user, FOLLOWERS, on=on))
        reach = within(units, "suggestion__unit")
        for way in INVOLVED:
            found = self.model.objects.filter(within(units, way))
            reach |= models.Q(pk__in=found.order_by().values("pk"))
        return self.filter(reach)


INVOLVED = ("actions__unit", "actions__co_units", "proposals__verifying_unit")
"""How a unit that is not in charge has to do with an idea."""


def _among(suggestions: SuggestionQuerySet) -> models.Exists:
    """That the idea's suggestion is one of these; looked up row by row, so pages stay fast."""
    return models.Exists(suggestions.filter(pk=models.OuterRef("suggestion")))


class GoldenIdea(models.Model):
    """One adopted suggestion. Where it stands is the suggestion's state."""

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.PROTECT, related_name="golden_idea"
    )
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="golden_idea")
    reason = models.TextField(_("why it was adopted"))
    adopted_at = models.DateTimeField(_("adopted on"))
    public = models.BooleanField(_("shown on the site"), default=True)
    due_on = models.DateField(_("last action due on"), null=True, editable=False)
    kind = models.CharField(
        _("what it was turned into"), max_length=16, choices=ConversionKind, blank=True
    )
    version = models.PositiveBigIntegerField(default=1, editable=False)

    objects = GoldenIdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("golden idea")
        verbose_name_plural = _("golden ideas")
        ordering = ["-adopted_at", "-pk"]
        indexes = [
            models.Index(fields=["public", "-adopted_at", "-id"], name="golden_idea_newest"),
            models.Index(fields=["due_on"], name="golden_idea_due"),
        ]

    def __str__(self) -> str:
        """The suggestion's title."""
        return self.suggestion.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row with its version raised, so that a late copy never wins elsewhere."""
        if self.pk:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The public page of this idea."""
        return reverse("suggestions:golden_idea", args=[self.suggestion.receipt])


class CriterionMean(models.Model):
    """The reviewers' mean level for one criterion, kept as it was when the panel decided."""

    idea = models.ForeignKey(GoldenIdea, on_delete=models.CASCADE, related_name="means")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    mean = models.FloatField(_("mean level"))

    class Meta:
        ordering = ["criterion__sort_order", "criterion_id"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "criterion"], name="criterion_mean_once"),
        ]

    def __str__(self) -> str:
        """Criterion and mean."""
        return f"{self.criterion}: {self.mean:.2f}"

    @property
    def anchor(self) -> str:
        """What the rubric says about the level nearest to the mean (halves go up)."""
        return str(getattr(self.criterion, f"anchor_{int(self.mean + 0.5)}"))
