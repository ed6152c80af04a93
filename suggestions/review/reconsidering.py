"""Reconsidering: what lies in the pool meets a later campaign or regulation and comes back.

A night's search proposes; an editor accepts or dismisses; the author hears of what is accepted;
the next round of that campaign can take it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from suggestions.history import Event, record
from suggestions.notices import queue_notice
from suggestions.review.letters.letter import LANGUAGE
from suggestions.review.pool import IN_POOL, pool
from suggestions.review.reconsideration import Reconsideration, Step
from suggestions.review.refusals import Refused
from suggestions.review.rights import may_open_round, may_reconsider
from suggestions.review.standing import Standing
from suggestions.suggestion import Suggestion, SuggestionQuerySet


class ReconsiderationRefused(Refused):
    """The match cannot be accepted or dismissed like this."""


def propose(matches: Iterable[Reconsideration]) -> int:
    """Keep these new matches; pairs that were proposed before stay as they are.

    Returns how many are new.
    """
    before = Reconsideration.objects.count()
    Reconsideration.objects.bulk_create(matches, ignore_conflicts=True)
    return Reconsideration.objects.count() - before


@transaction.atomic
def accept(
    match: Reconsideration, campaign: CampaignPage, note: str, *, by: User, at: datetime
) -> None:
    """Let the next round of `campaign` take the suggestion; its author hears why.

    A match with a campaign is accepted for that campaign only. Raises PermissionDenied if `by`
    may not, ReconsiderationRefused if it was decided already or left the pool.
    """
    _check(match, by=by, at=at)
    if not may_open_round(by, campaign, on=localdate(at)):
        raise PermissionDenied
    if match.campaign_id not in (None, campaign.pk):
        raise ReconsiderationRefused(_("The match is with another campaign."))
    suggestion = Suggestion.objects.locked().get(pk=match.suggestion_id)
    if suggestion.state not in IN_POOL:
        raise ReconsiderationRefused(_("The suggestion has left the pool."))
    _settle(match, Step.ACCEPTED, note, by=by, at=at, campaign=campaign)
    said = _said_to_author(match, campaign, note.strip())
    queue_notice(record(suggestion, Event.RECONSIDERED, by=by, note=said))


@transaction.atomic
def dismiss(match: Reconsideration, note: str, *, by: User, at: datetime) -> None:
    """Put the match aside; it is not proposed again. Raises as `accept` does."""
    _check(match, by=by, at=at)
    _settle(match, Step.DISMISSED, note, by=by, at=at)


def waiting_for(campaign: CampaignPage) -> SuggestionQuerySet:
    """What of the pool the next round of `campaign` can take: accepted for it, and not read in
    any of its rounds since.
    """
    accepted = Reconsideration.objects.filter(campaign=campaign, step=Step.ACCEPTED)
    taken = Standing.objects.filter(
        suggestion=models.OuterRef("suggestion"),
        round__campaign=campaign,
        round__opened_at__gte=models.OuterRef("decided_at"),
    )
    return pool().filter(pk__in=accepted.exclude(models.Exists(taken)).values("suggestion"))


def may_decide_on(match: Reconsideration, user: User, *, on: date) -> bool:
    """Whether `user` may accept or dismiss the match."""
    return may_reconsider(user, match.campaign, match.suggestion.unit, on=on)


def _check(match: Reconsideration, *, by: User, at: datetime) -> None:
    if not may_decide_on(match, by, on=localdate(at)):
        raise PermissionDenied


def _settle(
    match: Reconsideration,
    step: Step,
    note: str,
    *,
    by: User,
    at: datetime,
    campaign: CampaignPage | None = None,
) -> None:
    """Write down what was decided; raises ReconsiderationRefused if someone else was faster."""
    rows = Reconsideration.objects.filter(pk=match.pk, step=Step.PROPOSED)
    facts = {"step": step, "note": note.strip(), "decided_by": by, "decided_at": at}
    if campaign is not None:
        facts["campaign"] = campaign
    if not rows.update(**facts):
        raise ReconsiderationRefused(_("Someone else was faster: it has been decided."))
    match.refresh_from_db()


def _said_to_author(match: Reconsideration, campaign: CampaignPage, note: str) -> str:
    """The history's note, in the language in which the portal writes to authors."""
    with override(LANGUAGE):
        if match.regulation is None:
            text = _("Your suggestion fits “%(campaign)s” and can be reviewed again there.")
            said = text % {"campaign": campaign.title}
        else:
            text = _(
                "Your suggestion bears on “%(regulation)s” and can be reviewed again in "
                "“%(campaign)s”."
            )
            names = {"regulation": match.regulation.title, "campaign": campaign.title}
            said = text % names
    return f"{said}\n{note}" if note else said
