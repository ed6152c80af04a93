"""Ageing: what nobody reports on goes stale in public, and is put forward as lapsed."""

from datetime import date, datetime, timedelta

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from suggestions.conversion.action import Action, ActionQuerySet
from suggestions.conversion.converting import locked, touch
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.proposal import Proposal
from suggestions.conversion.rules import FollowUpRules
from suggestions.conversion.stages import STATES, Stage
from suggestions.states import State


def is_quiet(action: Action, on: date, quiet_days: int) -> bool:
    """Whether work should go on and nothing has been heard for `quiet_days` days."""
    return action.is_unfinished and action.news_on <= on - timedelta(days=quiet_days)


def lapsing(on: date, lapse_days: int) -> list[GoldenIdea]:
    """Ideas with an action that is overdue and unreported for `lapse_days` days.

    Left out are those with an open proposal, and those of which somebody said in that time
    that they go on.
    """
    since = on - timedelta(days=lapse_days)
    recent = Q(state="open") | Q(settled_at__date__gt=since)
    ideas = GoldenIdea.objects.at_stage(Stage.UNDER_WAY).filter(pk__in=_stale(since).values("idea"))
    ideas = ideas.exclude(pk__in=Proposal.objects.filter(recent).values("idea"))
    return list(ideas.select_related("suggestion").order_by("pk"))


def _stale(since: date) -> ActionQuerySet:
    """Actions that should have been finished before `since`, and unreported after it."""
    silent = Q(last_news_on__lte=since) | Q(last_news_on=None, planned_on__lte=since)
    return Action.objects.overdue(since).filter(silent)


@shared_task
def put_forward_lapsed() -> None:
    """Put stale ideas forward as lapsed; an editor or chair decides. May run twice or late."""
    now = timezone.now()
    on, lapse_days = timezone.localdate(now), FollowUpRules.load().lapse_days
    for idea in lapsing(on, lapse_days):
        _put_forward(idea, since=on - timedelta(days=lapse_days), at=now)


@transaction.atomic
def _put_forward(idea: GoldenIdea, *, since: date, at: datetime) -> None:
    row = locked(idea)
    if row.suggestion.state not in STATES[Stage.UNDER_WAY]:
        return
    if Proposal.objects.open().filter(idea=row).exists():
        return
    late = list(_stale(since).filter(idea=row))
    if not late:  # the day was put off, or a report came in, since the ideas were listed
        return
    Proposal.objects.create(
        idea=row, outcome=State.LAPSED, note=_reason(late), proposed_by=None, proposed_at=at
    )
    touch(row)


def _reason(late: list[Action]) -> str:
    """Since when it is overdue and since when nothing was heard."""
    due, news = (min(days) for days in zip(*((a.due_on, a.news_on) for a in late), strict=True))
    with override(settings.LANGUAGE_CODE):
        days = {"due": date_format(due), "news": date_format(news)}
        return _("Due on %(due)s, no report since %(news)s.") % days
