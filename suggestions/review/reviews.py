"""The review: one reviewer's scores and comment on one suggestion."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.rubrics import LEVELS, Criterion
from suggestions.review.assignment import Assignment
from suggestions.review.texts import text_hash

COMMENT_LENGTH = 2000
SCORE_COMMENT_LENGTH = 500


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions about many reviews."""

    def submitted(self) -> Self:
        """Those that count."""
        return self.filter(submitted_at__isnull=False)


class Review(models.Model):
    """A draft until `submitted_at` is set. The rubric version is the round's."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="review")
    comment = models.TextField(_("overall comment"), max_length=COMMENT_LENGTH, blank=True)
    mark = models.FloatField(
        _("mark"), null=True, help_text=_("Weighted mean of the levels; empty while a draft.")
    )
    text_hash = models.CharField(max_length=64)
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(_("submitted"), null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self) -> str:
        """Whose review of what."""
        return str(self.assignment)

    @property
    def is_submitted(self) -> bool:
        """Whether the review counts; otherwise it is a draft."""
        return self.submitted_at is not None

    @property
    def is_stale(self) -> bool:
        """Whether the suggestion's text has changed since it was judged."""
        return self.text_hash != text_hash(self.assignment.suggestion)


class Fixer(models.TextChoices):
    """Who could put right what a reviewer marks down."""

    AUTHOR = "author", _("The author")
    ORGANISER = "organiser", _("The organiser")
    LATER = "later", _("A later stage")


class Score(models.Model):
    """The level one reviewer gives for one criterion."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    # A submitted review freezes its rubric: only drafts can lose a criterion.
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    level = models.PositiveSmallIntegerField(
        _("level"),
        null=True,
        validators=[MinValueValidator(LEVELS[0]), MaxValueValidator(LEVELS[-1])],
    )
    comment = models.CharField(_("comment"), max_length=SCORE_COMMENT_LENGTH, blank=True)
    fixer = models.CharField(_("who could fix it"), max_length=10, choices=Fixer, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__sort_order", "criterion_id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(
                condition=models.Q(level__isnull=True)
                | models.Q(level__gte=LEVELS[0], level__lte=LEVELS[-1]),
                name="score_level_in_range",
            ),
        ]

    def __str__(self) -> str:
        """Criterion and level."""
        return f"{self.criterion}: {self.level}"
