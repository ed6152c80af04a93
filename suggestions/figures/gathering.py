"""Gathering: the facts of some suggestions from the rows that tell them, in a few queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min
from django.utils import timezone

from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.agency.agency import Agency
from suggestions.clocks.clock import Clock
from suggestions.clocks.step import Step
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.figures.case_facts import CaseFacts
from suggestions.figures.counts import DAY, LATEST, SOON
from suggestions.handling.undoing import was_undone
from suggestions.history import Entry, Event
from suggestions.rating.asking import Asking
from suggestions.rating.rating import SATISFIED_FROM, Rating, Source
from suggestions.repeats.link import REPEATS, Link
from suggestions.states import CONCLUSIONS, OUTCOMES, State
from suggestions.suggestion import Suggestion

REPLIED = OUTCOMES | {State.ANSWERED}
"""Moving here for the first time is the reply: an office's answer or a panel's decision."""
CLOSED = OUTCOMES | CONCLUSIONS | {State.CLOSED}
"""Nothing more is owed to the author: closed, or decided by a panel."""
SUGGESTION = ("pk", "submitted_at", "unit_id", "topic_id", "channel", "state")


@dataclass(frozen=True)
class Trees:
    """The keys from the root down to each node, as "3/17/40"."""

    units: dict[int, str]
    topics: dict[int, str]


def gather(keys: Collection[int], *, at: datetime) -> list[CaseFacts]:
    """The facts of those suggestions as they stand at `at`, not stored; eleven queries.

    Sealed reports are counted nowhere, withdrawn suggestions are not counted.
    """
    rows = Suggestion.objects.unsealed().exclude(state=State.WITHDRAWN).filter(pk__in=keys)
    found = list(rows.order_by("pk").values(*SUGGESTION))
    sources = Sources(keys, at)
    trees = Trees(
        lineages(Unit, {row["unit_id"] for row in found}),
        lineages(Topic, {row["topic_id"] for row in found} - {None}),
    )
    return [_facts(row, sources, trees) for row in found]


class Sources:
    """What else is known of some suggestions, by their keys."""

    def __init__(self, keys: Collection[int], at: datetime) -> None:
        """Read it; seven queries."""
        self.replied_at = dict(
            Entry.objects.filter(suggestion__in=keys, event=Event.MOVED, after__in=REPLIED)
            .exclude(was_undone())
            .order_by()
            .values_list("suggestion")
            .annotate(Min("at"))
        )
        clocks = Clock.objects.filter(suggestion__in=keys, cancelled_at__isnull=True)
        self.accepting = _first(clocks.filter(step=Step.FORWARD).order_by("-pk"))
        self.replying = _first(clocks.filter(step=Step.REPLY).order_by("-pk"))
        askings = Asking.objects.counted().filter(suggestion__in=keys)
        self.asked = set(_keys(askings, "suggestion"))
        # the first rating counts: what a reopening achieves does not embellish it
        ratings = Rating.objects.filter(suggestion__in=keys).order_by("-pk")
        self.ratings = {rating.suggestion_id: rating for rating in ratings}
        links = Link.objects.filter(later__in=keys, verdict__in=REPEATS)
        self.repeats = set(_keys(links, "later"))
        self.adopted = set(_keys(GoldenIdea.objects.filter(suggestion__in=keys), "suggestion"))
        self.by_agent = set(_keys(Agency.objects.filter(suggestion__in=keys), "suggestion"))
        self.at = at


def _facts(row: dict[str, Any], sources: Sources, trees: Trees) -> CaseFacts:
    key = row["pk"]
    facts = CaseFacts(
        suggestion_id=key,
        month=month_of(row["submitted_at"]),
        unit_id=row["unit_id"],
        units=trees.units[row["unit_id"]],
        topic_id=row["topic_id"],
        topics=trees.topics.get(row["topic_id"], ""),
        channel=row["channel"],
        received=1,
        asked=int(key in sources.asked),
        repeats=int(key in sources.repeats),
        by_agent=int(key in sources.by_agent),
        adopted=int(key in sources.adopted),
        closed=int(row["state"] in CLOSED),
    )
    facts.accept_due, facts.accepted_in_time = _in_time(sources.accepting.get(key), sources.at)
    facts.reply_due, facts.replied_in_time = _in_time(sources.replying.get(key), sources.at)
    _count_reply(facts, row["submitted_at"], sources.replied_at.get(key))
    _count_rating(facts, sources.ratings.get(key))
    return facts


def _in_time(clock: Clock | None, at: datetime) -> tuple[int, int]:
    """Whether it is known if this was in time (done, or too late already), and whether it was."""
    if clock is None:
        return 0, 0
    if clock.met_at is None:
        return int(clock.is_late(at)), 0
    return 1, int(clock.met_at <= clock.due_at)


def _count_reply(facts: CaseFacts, submitted_at: datetime, replied_at: datetime | None) -> None:
    if replied_at is None:
        return
    seconds = max(0, int((replied_at - submitted_at).total_seconds()))
    facts.replied, facts.handling_seconds, facts.handling_days = 1, seconds, seconds // DAY
    facts.replied_within_15_days = int(seconds <= SOON)
    facts.replied_within_60_days = int(seconds <= LATEST)


def _count_rating(facts: CaseFacts, rating: Rating | None) -> None:
    if rating is None:
        return
    facts.rated = 1
    facts.responded = int(rating.answered >= SATISFIED_FROM)
    facts.solved = int(rating.done >= SATISFIED_FROM)
    facts.satisfied = facts.responded * facts.solved
    if rating.source == Source.OWN:
        facts.rated_unasked, facts.satisfied_unasked = 1, facts.satisfied
    else:
        facts.rated_on_call, facts.satisfied_on_call = 1, facts.satisfied


def month_of(moment: datetime) -> date:
    """The first day of the local month of `moment`."""
    return timezone.localdate(moment).replace(day=1)


def lineages(model: Any, keys: Collection[int]) -> dict[int, str]:
    """The keys from the root down to each of the nodes with `keys`; two queries."""
    paths = dict(model.objects.filter(pk__in=keys).values_list("pk", "path"))
    step = model.steplen
    above = {path[:end] for path in paths.values() for end in range(step, len(path) + step, step)}
    by_path = dict(model.objects.filter(path__in=above).order_by().values_list("path", "pk"))
    return {
        key: "/".join(str(by_path[path[:end]]) for end in range(step, len(path) + step, step))
        for key, path in paths.items()
    }


def _first(clocks: Iterable[Clock]) -> dict[int, Clock]:
    """The first clock of each suggestion; `clocks` come last first."""
    return {clock.suggestion_id: clock for clock in clocks}


def _keys(rows: Any, name: str) -> Any:
    return rows.order_by().values_list(name, flat=True)
