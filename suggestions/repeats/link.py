"""The link: what a screener found when comparing a suggestion with an earlier one.

Nothing is merged and nothing deleted: both keep their receipt and their history. A link that is
taken back stays as a row without a verdict, so that nobody is told the same thing twice.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.rights import Person
from suggestions.states import PUBLISHABLE, Classification, State
from suggestions.suggestion import Suggestion

ANSWERED_STATES = PUBLISHABLE - {State.ACCEPTED, State.REVIEWING}
"""The office or a panel has said its word."""


def locked_ends(keys: Collection[int]) -> list[Suggestion]:
    """The suggestions of a link, locked in one order, so that two who change it never wait for
    each other. Whoever changes or tells a link does this first.
    """
    return list(Suggestion.objects.filter(pk__in=keys).order_by("pk").locked())


class Verdict(models.TextChoices):
    """What somebody found about the pair."""

    SAME = "same", _("Says the same")
    RELATED = "related", _("Is related")
    ANSWERED = "answered", _("Was answered before")
    DIFFERENT = "different", _("Not a repeat")


REPEATS = frozenset({Verdict.SAME, Verdict.ANSWERED})
"""The verdicts that confirm a repeat: a related suggestion wants something of its own. The
author of a repeat hears the answer to the earlier suggestion."""

JOINED = frozenset(Verdict) - {Verdict.DIFFERENT}
"""The verdicts that join two suggestions."""


class LinkQuerySet(models.QuerySet["Link"]):
    """Questions about many links."""

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.exclude(verdict="")

    def joined(self) -> Self:
        """Those that join two suggestions."""
        return self.filter(verdict__in=JOINED)

    def of(self, suggestion: Suggestion) -> Self:
        """Those with `suggestion` at one end, whichever."""
        return self.filter(models.Q(later=suggestion) | models.Q(earlier=suggestion))

    def answered_in_public(self) -> Self:
        """Repeats whose earlier suggestion has an answer that anybody may look up."""
        return self.filter(
            verdict__in=REPEATS,
            earlier__in=Suggestion.objects.public().filter(state__in=ANSWERED_STATES),
        )

    def to_hear(self) -> Self:
        """Those whose later author may hear of the answer, now or once they have been told.

        A sealed report hears nothing, nor does who withdrew.
        """
        rows = self.answered_in_public().exclude(later__state=State.WITHDRAWN)
        return rows.exclude(later__classification=Classification.REPORT)

    def to_tell(self, *, until: datetime) -> Self:
        """Those made until then whose later author has still to hear of the answer."""
        return self.to_hear().filter(told__isnull=True, at__lte=until)

    def judged_by_reach(self, user: Person, *, on: date) -> Self:
        """Standing verdicts about later suggestions that `user` may see on `on`."""
        seen = Suggestion.objects.visible_to(user, on=on)
        return self.standing().filter(later__in=seen.order_by())


class Link(models.Model):
    """One verdict about two suggestions. `likeness`, `threshold` and `warned` are what the page
    showed when it was given; empty if the pair was not shown but found by hand.
    """

    later = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="earlier_links")
    earlier = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="later_links")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    likeness = models.FloatField(_("likeness"), null=True)
    threshold = models.FloatField(_("threshold"), null=True)
    warned = models.BooleanField(_("looked like a repeat"), default=False)
    told = models.OneToOneField(
        "suggestions.Entry", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to an earlier suggestion")
        verbose_name_plural = _("links to earlier suggestions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="link_once"),
            models.CheckConstraint(
                condition=~models.Q(later=models.F("earlier")), name="link_never_itself"
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(told__isnull=True), name="link_not_told"
            ),
            models.Index(fields=["verdict", "at"], name="link_verdict"),
        ]

    def __str__(self) -> str:
        """Both receipts and the verdict."""
        return f"{self.later.receipt} → {self.earlier.receipt} {self.verdict}"

    def other(self, suggestion: Suggestion) -> Suggestion:
        """The end that `suggestion` is not."""
        return self.earlier if self.later_id == suggestion.pk else self.later
