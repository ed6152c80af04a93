"""The round: one reading of a set of suggestions by a panel, under one rubric version."""

from datetime import date, datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.pages import CampaignPage
from campaigns.phases import Feature
from campaigns.rubrics import Rubric
from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import within

ORGANISERS = (Role.EDITOR, Role.CHAIR)
"""Roles that open rounds and follow them, for their unit and below."""


class Aggregation(models.TextChoices):
    """How the reviewers' marks of one suggestion become its ranked figure."""

    MEAN = "mean", _("Mean of the reviewers' marks")
    MEDIAN = "median", _("Median of the reviewers' marks")
    TRIMMED = "trimmed", _("Mean without the highest and the lowest mark")


class RoundKind(models.TextChoices):
    """What a round is for; a campaign may have several, one after the other."""

    SCREENING = "screening", pgettext_lazy("of a round", "Screening")
    PANEL = "panel", _("Panel")
    SECOND_OPINION = "second_opinion", _("Second opinion")


class TieRule(models.TextChoices):
    """Which of two equal figures stands higher."""

    SHARED = "shared", _("They share a place")
    AGREEMENT = "agreement", _("The one on which the reviewers differ less")
    EARLIER = "earlier", _("The one handed in earlier")


class Publication(models.TextChoices):
    """When authors and the public learn of the panel's decisions."""

    ONE_BY_ONE = "one_by_one", _("Each as it is made")
    TOGETHER = "together", _("All at once, when the chair publishes them")


class RoundQuerySet(models.QuerySet["Round"]):
    """Questions about many rounds."""

    def open(self) -> Self:
        """Rounds nobody has closed; their deadline may have passed."""
        return self.filter(closed_at__isnull=True)

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Rounds of campaigns that the units (and below) of an editor or chair organise."""
        if user.is_authenticated and user.is_superuser:
            return self
        reach = within(units_of(user, ORGANISERS, on=on), "campaign__organiser")
        return self.filter(reach)


class Round(models.Model):
    """One round of a campaign. The counts are kept up to date by what changes them."""

    campaign = models.ForeignKey(
        CampaignPage, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("campaign")
    )
    name = models.CharField(_("name of the round"), max_length=60)
    rubric = models.ForeignKey(
        Rubric, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("rubric")
    )
    per_suggestion = models.PositiveSmallIntegerField(
        _("reviewers per suggestion"), validators=[MinValueValidator(1)]
    )
    deadline = models.DateTimeField(_("scores are due by"))
    author_hidden = models.BooleanField(_("the author is hidden"), default=True)
    aggregation = models.CharField(
        _("the ranked figure"), max_length=10, choices=Aggregation, default=Aggregation.MEAN
    )
    kind = models.CharField(
        _("what the round is for"), max_length=16, choices=RoundKind, default=RoundKind.PANEL
    )
    others_hidden = models.BooleanField(
        _("other reviews are hidden until one's own is in"), default=True
    )
    tie_rule = models.CharField(
        _("where figures are equal"), max_length=10, choices=TieRule, default=TieRule.SHARED
    )
    spread_limit = models.FloatField(
        _("another reviewer is asked above this spread"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Standard deviation of the marks, 0 to 2.83; empty: nobody is asked."),
    )
    alpha_limit = models.FloatField(
        _("another reviewer is asked below this agreement"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1)],
        help_text=_("Krippendorff's α of the round, up to 1; empty: nobody is asked."),
    )
    publication = models.CharField(
        _("decisions are published"),
        max_length=10,
        choices=Publication,
        default=Publication.ONE_BY_ONE,
    )
    seed = models.PositiveIntegerField(_("seed of the assignment"), editable=False)
    opened_at = models.DateTimeField(_("opened on"), editable=False)
    opened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    closed_at = models.DateTimeField(_("closed on"), null=True, editable=False)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("closed by")
    )
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    suggestion_count = models.PositiveIntegerField(_("suggestions"), default=0, editable=False)
    decided_count = models.PositiveIntegerField(_("suggestions decided"), default=0, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("review round")
        verbose_name_plural = _("review rounds")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        """The round's name."""
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed the round yet."""
        return self.closed_at is None

    def takes_scores(self, at: datetime) -> bool:
        """Whether reviewers may write at `at`: open, before the deadline, in a reviewing phase."""
        return self.is_open and at < self.deadline and self.campaign.allows(Feature.REVIEW, at)

    def takes_decisions(self, at: datetime) -> bool:
        """Whether the campaign's phase lets a chair decide at `at`; a closed round still does."""
        return self.campaign.allows(Feature.DECIDE, at)


class Panellist(models.Model):
    """One reviewer in one round, with the kept counts of what they have to do and have done."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats")
    order_seed = models.PositiveIntegerField(editable=False)
    assigned = models.PositiveIntegerField(default=0)
    submitted = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        ordering = ["round_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="panellist_once"),
        ]

    def __str__(self) -> str:
        """The reviewer's name."""
        return str(self.user)

    @property
    def open(self) -> int:
        """How many reviews this person still owes."""
        return max(self.assigned - self.submitted, 0)
