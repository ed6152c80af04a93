"""The rating: what an author says of how a matter was handled."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.rating.asking import Asking
from suggestions.replies.reply import NOTE_LENGTH
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

COMMENT_LENGTH = 1000
SATISFIED_FROM = 3
"""基本满意 or better counts as satisfied."""


class Scale(models.IntegerChoices):
    """非常满意, 满意, 基本满意, 不满意, 非常不满意."""

    VERY_SATISFIED = 5, pgettext_lazy("of a rating", "Very satisfied")
    SATISFIED = 4, pgettext_lazy("of a rating", "Satisfied")
    FAIRLY = 3, pgettext_lazy("of a rating", "Fairly satisfied")
    DISSATISFIED = 2, pgettext_lazy("of a rating", "Dissatisfied")
    VERY_DISSATISFIED = 1, pgettext_lazy("of a rating", "Very dissatisfied")


class Source(models.TextChoices):
    """Who spoke first: the two are never added up without saying so."""

    OWN = "own", _("Rated by the author online")
    CALLBACK = "callback", _("Told in a call back")


class RatingQuerySet(models.QuerySet["Rating"]):
    """Questions about many ratings."""

    def counted(self) -> Self:
        """All but those of reports against someone (检举控告)."""
        return self.exclude(suggestion__classification=Classification.REPORT)

    def rated_between(self, start: datetime, end: datetime) -> Self:
        """Given from `start` (included) to `end` (not included)."""
        return self.filter(at__gte=start, at__lt=end)

    def satisfied(self) -> Self:
        """基本满意 or better in both questions."""
        return self.filter(answered__gte=SATISFIED_FROM, done__gte=SATISFIED_FROM)

    def low(self) -> Self:
        """Dissatisfied in at least one question."""
        return self.filter(
            models.Q(answered__lt=SATISFIED_FROM) | models.Q(done__lt=SATISFIED_FROM)
        )

    def for_supervisor(self) -> Self:
        """Second low ratings that nobody has dealt with."""
        return self.filter(needs_supervisor=True, settled_at__isnull=True)


class Rating(models.Model):
    """Two questions, one answer each, and a comment. `by` is the caller, empty for the author.

    `alone` says that the caller belongs to the unit that replied because nobody else is there.
    `unit` is the unit that replied, `asked_at` when the author was asked: figures need both.
    """

    asking = models.OneToOneField(Asking, on_delete=models.PROTECT, related_name="rating")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="ratings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answered = models.PositiveSmallIntegerField(_("Was it answered?"), choices=Scale)
    done = models.PositiveSmallIntegerField(_("Was it done?"), choices=Scale)
    comment = models.TextField(
        pgettext_lazy("of a rating", "comment"), max_length=COMMENT_LENGTH, blank=True
    )
    source = models.CharField(max_length=8, choices=Source)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    alone = models.BooleanField(default=False)
    at = models.DateTimeField()
    needs_supervisor = models.BooleanField(default=False)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_note = models.TextField(max_length=NOTE_LENGTH, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered__range=(1, 5), done__range=(1, 5)),
                name="rating_on_the_scale",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="rating_by_time"),
            models.Index(
                fields=["at", "id"],
                condition=models.Q(needs_supervisor=True, settled_at__isnull=True),
                name="rating_for_supervisor",
            ),
        ]

    def __str__(self) -> str:
        """The asking's key and both marks."""
        return f"{self.asking_id} {self.answered}/{self.done}"

    @property
    def is_low(self) -> bool:
        """Whether the author is dissatisfied in at least one question."""
        return min(self.answered, self.done) < SATISFIED_FROM


class Reopening(models.Model):
    """That a low rating opened a matter again, once, and who must not answer it this time."""

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.PROTECT, related_name="reopening"
    )
    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="reopening")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    earlier_hand = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    alone = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reopening")
        verbose_name_plural = _("reopenings")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The suggestion's key and which way it went."""
        return f"{self.suggestion_id} {self.from_unit_id} → {self.to_unit_id}"
