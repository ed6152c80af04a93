"""The grouping: the issues found in one night, and the suggestions of each."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from portal.organisation.rights import Person
from suggestions.models import Suggestion
from suggestions.states import Classification, State
from suggestions.suggestion import SuggestionQuerySet


def countable(rows: SuggestionQuerySet) -> SuggestionQuerySet:
    """Those of `rows` that count: 建议意见 that were not withdrawn; never questions, claims, sealed
    reports or what nobody has sorted yet.
    """
    return rows.filter(classification=Classification.SUGGESTION).exclude(state=State.WITHDRAWN)


def seen_by(user: Person, *, on: date) -> SuggestionQuerySet:
    """What counts and `user` may see on `on`, in no order."""
    return countable(Suggestion.objects.visible_to(user, on=on)).order_by()


class GroupingQuerySet(models.QuerySet["Grouping"]):
    """Questions about many groupings."""

    def complete(self) -> Self:
        """Those that came to their end, the newest first."""
        return self.filter(finished_at__isnull=False).order_by("-finished_at", "-pk")


class Grouping(models.Model):
    """One night's result. It is shown once it is complete; then the one before goes.

    The present period has `days` days and ends on `until`, both included; the one before is as
    long. `truncated` if there were more suggestions than one night can take.
    """

    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    until = models.DateField(_("until"))
    days = models.PositiveSmallIntegerField(_("days"))
    looked_at = models.PositiveIntegerField(_("suggestions looked at"), default=0)
    truncated = models.BooleanField(default=False)

    objects = GroupingQuerySet.as_manager()

    class Meta:
        verbose_name = _("grouping of suggestions")
        verbose_name_plural = _("groupings of suggestions")

    def __str__(self) -> str:
        """The last day and the length of its period."""
        return f"{self.until} ({self.days})"


class HotIssueQuerySet(models.QuerySet["HotIssue"]):
    """Questions about many hot issues."""

    def counted_for(self, user: Person, *, on: date) -> Self:
        """With `now` and `before`, the members of both periods that `user` may see on `on`.

        Issues of which the person sees nothing in the present period are left out.
        """
        mine = Q(members__suggestion__in=seen_by(user, on=on).values("pk"))
        counted = self.annotate(
            now=Count("members", filter=mine & Q(members__is_recent=True)),
            before=Count("members", filter=mine & Q(members__is_recent=False)),
        )
        return counted.filter(now__gt=0).order_by("-now", "before", "pk")


class HotIssue(models.Model):
    """One issue; `words` are those that most of its members share, the most telling first."""

    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="issues")
    words = models.JSONField(default=list)

    objects = HotIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("hot issue")
        verbose_name_plural = _("hot issues")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The shared words."""
        return " ".join(self.words)


class Member(models.Model):
    """One suggestion of an issue; `likeness` is that to the one in its middle, which has 1."""

    issue = models.ForeignKey(HotIssue, on_delete=models.CASCADE, related_name="members")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="+")
    likeness = models.FloatField()
    is_recent = models.BooleanField()

    class Meta:
        verbose_name = _("suggestion of a hot issue")
        verbose_name_plural = _("suggestions of a hot issue")
        ordering = ["-likeness", "suggestion"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "suggestion"], name="hot_issue_member_once"),
        ]

    def __str__(self) -> str:
        """Issue and suggestion."""
        return f"{self.issue_id}: {self.suggestion_id}"
