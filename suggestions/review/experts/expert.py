"""The expert: a person or an organisation that can be asked, with fields and terms of office."""

from datetime import date
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from portal.accounts.user import User
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit

NAME_LENGTH = 60
WORDS_LENGTH = 1000


class ExpertKind(models.TextChoices):
    """What sort of entry of the pool this is."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class ExpertQuerySet(models.QuerySet["Expert"]):
    """Questions about many experts."""

    def serving(self, on: date) -> Self:
        """Those who can be asked on `on`: in a term of office, and not away."""
        terms = Term.objects.holding(on).filter(expert=models.OuterRef("pk"))
        begun = models.Q(away_from__isnull=True) | models.Q(away_from__lte=on)
        lasting = models.Q(away_until__isnull=True) | models.Q(away_until__gte=on)
        said = models.Q(away_from__isnull=False) | models.Q(away_until__isnull=False)
        return self.filter(models.Exists(terms)).exclude(said & begun & lasting)

    def with_serving(self, on: date) -> Self:
        """With `serves`: whether each can be asked on `on`."""
        serving = Expert.objects.serving(on).filter(pk=models.OuterRef("pk"))
        return self.annotate(serves=models.Exists(serving))


class Expert(ClusterableModel):
    """One entry of the pool. Who reviews has an account, and needs the reviewer's role besides.

    How to reach somebody is kept with the account alone.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ExpertKind, default=ExpertKind.PERSON)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    user = models.OneToOneField(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="expert",
        verbose_name=_("account"),
    )
    affiliation = models.CharField(_("organisation and post"), max_length=100, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("works for"),
        help_text=_("A unit of the administration: its own suggestions are not theirs to judge."),
    )
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name=_("fields"))
    words = models.TextField(
        _("fields in words"),
        max_length=WORDS_LENGTH,
        blank=True,
        help_text=_("What this expert knows well; suggestions are compared with it."),
    )
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(away_from__isnull=True)
                | models.Q(away_until__isnull=True)
                | models.Q(away_until__gte=models.F("away_from")),
                name="expert_back_after_leaving",
                violation_error_message=_("This is before it begins."),
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class TermQuerySet(models.QuerySet["Term"]):
    """Questions about many terms."""

    def holding(self, on: date) -> Self:
        """Terms that hold on the local date `on`, both ends included."""
        unfinished = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on)
        return self.filter(unfinished, starts_on__lte=on)


class Term(models.Model):
    """One term of office: from when until when, and how much work at most."""

    expert = ParentalKey(Expert, on_delete=models.CASCADE, related_name="terms")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    most_reviews = models.PositiveIntegerField(
        _("reviews in one round, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit. By hand more can be given."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="term_ends_after_it_starts",
                violation_error_message=_("This is before it begins."),
            ),
        ]

    def __str__(self) -> str:
        """From when until when."""
        return f"{self.starts_on} – {self.ends_on or ''}"
