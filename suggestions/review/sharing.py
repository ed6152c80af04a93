"""The first share of a round's work: planned by keys alone, then written down."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from portal.accounts.user import User
from suggestions.review.assignment import Assignment
from suggestions.review.balancing import Share, Wishes, share_out
from suggestions.review.barring import Barring
from suggestions.review.calibration import choose
from suggestions.review.conflicts import Barred, barred_pairs, ties_of
from suggestions.review.experts.pool import knowing, room_of
from suggestions.review.round import Panellist, Round
from suggestions.review.standing import Standing
from suggestions.suggestion import SuggestionQuerySet

SEED_LIMIT = 2**31
BATCH = 1000


@dataclass(frozen=True)
class Plan:
    """Who would read what, by key."""

    share: Share
    barred: Barred
    calibration: frozenset[int]
    matches: int
    """Reviews by someone whose field it is."""


def plan(
    suggestions: SuggestionQuerySet,
    reviewers: Collection[User],
    per_suggestion: int,
    *,
    calibration: int = 0,
    seed: int,
    at: datetime,
) -> Plan:
    """Who would read what, without conflicts, evenly, and by field; changes nothing.

    `calibration` is the size of the set that everyone scores first.
    """
    on = localdate(at)
    topics = dict(suggestions.order_by("pk").values_list("pk", "topic_id"))
    barred = barred_pairs(suggestions, ties_of(reviewers, on=on))
    chosen = choose(list(topics), barred, calibration, seed=seed)
    fitting = fitting_of(topics, reviewers)
    wishes = Wishes(fitting=fitting, room=room_of(reviewers, on=on), read_by_all=chosen)
    keys = sorted(reviewer.pk for reviewer in reviewers)
    share = share_out(list(topics), keys, barred, per_suggestion, seed=seed, wishes=wishes)
    matches = sum(
        reviewer in fitting.get(suggestion, ())
        for suggestion, readers in share.items()
        for reviewer in readers
    )
    return Plan(share, barred, chosen, matches)


def fitting_of(
    topics: Mapping[int, int | None], reviewers: Collection[User]
) -> dict[int, frozenset[int]]:
    """Whose field each suggestion is, from the topics by suggestion; nobody's are left out."""
    known = knowing(reviewers)
    return {key: known[topic] for key, topic in topics.items() if topic and topic in known}


def write_down(round: Round, plan: Plan, reviewers: Collection[int]) -> None:
    """Store the panel, everyone's assignments in an order of their own, standings and barrings."""
    dice = random.Random(round.seed)  # noqa: S311 - repeatable on purpose, nothing secret
    theirs: dict[int, list[int]] = defaultdict(list)
    for suggestion, chosen in plan.share.items():
        for reviewer in chosen:
            theirs[reviewer].append(suggestion)
    for reviewer in sorted(reviewers):
        order_seed = dice.randrange(SEED_LIMIT)
        _seat(round, reviewer, sorted(theirs[reviewer]), plan.calibration, order_seed=order_seed)
    Standing.objects.bulk_create(
        (
            Standing(round=round, suggestion_id=key, is_calibration=key in plan.calibration)
            for key in plan.share
        ),
        batch_size=BATCH,
    )
    Barring.objects.bulk_create(_barrings(round, plan.barred), batch_size=BATCH)
    round.suggestion_count = len(plan.share)
    round.save(update_fields=["suggestion_count"])


def _barrings(round: Round, barred: Barred) -> Iterator[Barring]:
    for suggestion, people in barred.items():
        for reviewer, ground in people.items():
            yield Barring(
                round=round,
                suggestion_id=suggestion,
                reviewer_id=reviewer,
                ground=ground,
                at=round.opened_at,
            )


def _seat(
    round: Round,
    reviewer: int,
    suggestions: list[int],
    calibration: Collection[int],
    *,
    order_seed: int,
) -> None:
    """Put a reviewer on the panel. `suggestions` are shuffled, so that order effects even out;
    the calibration set, shuffled as well, comes first.
    """
    Panellist.objects.create(
        round=round, user_id=reviewer, order_seed=order_seed, assigned=len(suggestions)
    )
    random.Random(order_seed).shuffle(suggestions)  # noqa: S311 - see above
    suggestions.sort(key=lambda key: key not in calibration)
    Assignment.objects.bulk_create(
        (
            Assignment(
                round=round,
                suggestion_id=key,
                reviewer_id=reviewer,
                position=position,
                made_at=round.opened_at,
            )
            for position, key in enumerate(suggestions)
        ),
        batch_size=BATCH,
    )
