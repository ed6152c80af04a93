"""A second look (申请重新研究): an author asks once, with reasons; a chair answers.

Not 复查复核, which the law has for claims (信访工作条例 Arts. 35, 36): no claim is decided here.
"""

from datetime import date, datetime
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import within
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.history import Event, record
from suggestions.notices import queue_notice
from suggestions.review.decision import Decision
from suggestions.review.refusals import Refused
from suggestions.review.rights import may_answer_second_look
from suggestions.review.round import ORGANISERS
from suggestions.review.second_look_period import OPEN_TO, last_day
from suggestions.review.standing import Standing
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion, SuggestionQuerySet

REASONS_LENGTH = 2000


class SecondLookRefused(Refused):
    """It cannot be asked for, or answered, like this."""


class Answer(models.TextChoices):
    """What a chair makes of the request."""

    STAYS = "stays", gettext_lazy("The decision stays")
    SECOND_OPINION = "second_opinion", gettext_lazy("Other reviewers read it again")


class SecondLookQuerySet(models.QuerySet["SecondLook"]):
    """Questions about many requests."""

    def waiting(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(answer="")

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those about rounds that the units (and below) of an editor or chair organise; none
        about what has turned out to be a report against someone, or what `user` has withdrawn
        from.
        """
        unsealed = self.exclude(suggestion__classification=Classification.REPORT)
        unsealed = unsealed.exclude(suggestion__in=barred_keys(user, on=on))
        if user.is_authenticated and user.is_superuser:
            return unsealed
        reach = within(units_of(user, ORGANISERS, on=on), "decision__round__campaign__organiser")
        return unsealed.filter(reach)


class SecondLook(models.Model):
    """The one request an author may make about a suggestion, and what was answered."""

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.PROTECT, related_name="second_look"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="second_looks")
    reasons = models.TextField(gettext_lazy("reasons"), max_length=REASONS_LENGTH)
    asked_at = models.DateTimeField(gettext_lazy("asked on"))
    answer = models.CharField(gettext_lazy("answer"), max_length=16, choices=Answer, blank=True)
    answer_text = models.TextField(
        gettext_lazy("reasons of the answer"), max_length=REASONS_LENGTH, blank=True
    )
    answered_at = models.DateTimeField(gettext_lazy("answered on"), null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("request for a second look")
        verbose_name_plural = gettext_lazy("requests for a second look")
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(
                fields=["asked_at", "id"],
                condition=models.Q(answer=""),
                name="second_look_waiting",
            )
        ]

    def __str__(self) -> str:
        """The receipt; never the reasons."""
        return self.suggestion.receipt

    @property
    def is_answered(self) -> bool:
        """Whether a chair has answered."""
        return bool(self.answer)


def may_ask_until(suggestion: Suggestion, *, on: date) -> date | None:
    """The last local day on which the author may ask about `suggestion`; None if not on `on`.

    Two queries for what can be asked about at all, none for the rest.
    """
    if suggestion.state not in OPEN_TO or SecondLook.objects.filter(suggestion=suggestion).exists():
        return None
    decision = _last_decision(suggestion)
    until = _last_day(decision) if decision else None
    return until if until is not None and on <= until else None


@transaction.atomic
def ask(suggestion: Suggestion, reasons: str, *, by: User | None, at: datetime) -> SecondLook:
    """Keep the author's request; a double click makes one, and the second gets the first.

    `by` is the author's account, if any: whoever calls has made sure that it is the author.
    Raises SecondLookRefused without reasons, when the period is over, or when it was asked
    before with other words.
    """
    reasons = reasons.strip()
    if not reasons:
        raise SecondLookRefused(_("Please say why it should be looked at again."))
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    earlier = SecondLook.objects.filter(suggestion=row).first()
    if earlier is not None:
        return _the_same(earlier, reasons)
    if may_ask_until(row, on=localdate(at)) is None:
        raise SecondLookRefused(_("A second look can no longer be asked for."))
    decision = _last_decision(row)
    if decision is None:
        raise SecondLookRefused(_("A second look can no longer be asked for."))
    record(row, Event.SECOND_LOOK, by=by)
    return SecondLook.objects.create(
        suggestion=row, decision=decision, reasons=reasons, asked_at=at
    )


@transaction.atomic
def answer(look: SecondLook, verdict: Answer, text: str, *, by: User, at: datetime) -> None:
    """Answer a request, with reasons; the author hears it.

    Raises PermissionDenied for anyone but a chair; SecondLookRefused without reasons, if it
    is answered already, or if a second opinion is wanted on what is no longer kept or not
    adopted.
    """
    if not may_answer_second_look(by, look.decision.round, on=localdate(at)):
        raise PermissionDenied
    text = text.strip()
    if not text:
        raise SecondLookRefused(_("An answer needs reasons."))
    suggestion = Suggestion.objects.locked().get(pk=look.suggestion_id)
    if verdict == Answer.SECOND_OPINION and suggestion.state not in OPEN_TO:
        raise SecondLookRefused(
            _("It is already “%(state)s”.") % {"state": State(suggestion.state).label}
        )
    answered = {"answer": verdict, "answer_text": text, "answered_at": at, "answered_by": by}
    if not SecondLook.objects.waiting().filter(pk=look.pk).update(**answered):
        raise SecondLookRefused(_("Someone else was faster: it has been answered."))
    look.refresh_from_db()
    queue_notice(record(suggestion, Event.LOOK_ANSWERED, by=by, note=text, after=verdict))


def waiting_for_second_opinion(campaign: CampaignPage) -> SuggestionQuerySet:
    """What a round of the second opinion in `campaign` can take: kept or not adopted there,
    granted to the author, and in no later round.
    """
    granted = SecondLook.objects.filter(
        answer=Answer.SECOND_OPINION, decision__round__campaign=campaign
    )
    later = Standing.objects.filter(
        suggestion=models.OuterRef("suggestion"),
        round__opened_at__gt=models.OuterRef("answered_at"),
    )
    return Suggestion.objects.filter(
        pk__in=granted.exclude(models.Exists(later)).values("suggestion"), state__in=OPEN_TO
    )


def _the_same(earlier: SecondLook, reasons: str) -> SecondLook:
    if earlier.reasons != reasons:
        raise SecondLookRefused(_("You have asked for a second look already."))
    return earlier


def _last_decision(suggestion: Suggestion) -> Decision | None:
    rows = suggestion.decisions.published().select_related("round__campaign")
    return rows.order_by("-published_at", "-pk").first()


def _last_day(decision: Decision) -> date | None:
    if decision.published_at is None:
        return None
    days = decision.round.campaign.second_look_days
    return last_day(decision.outcome, days, on=localdate(decision.published_at))
