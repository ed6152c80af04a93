"""Replacing: open work goes to others by the objective of the first share, and a third is asked.

The order of locks is that of scoring: first what stands, then the places on the panel.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.accounts.user import User
from suggestions.review.assignment import Assignment
from suggestions.review.balancing import Share, Wishes, share_out
from suggestions.review.conflicts import barred_pairs, ties_of
from suggestions.review.experts.pool import can_be_asked, room_of
from suggestions.review.round import Panellist, Round
from suggestions.review.seating import drop, hand_over, seat
from suggestions.review.sharing import fitting_of
from suggestions.review.standing import Standing
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Replaced:
    """What became of somebody's open work."""

    made: list[Assignment]
    left: int
    """How many stay where they are: nobody else on the panel can take them."""


def replace(assignment: Assignment, *, at: datetime) -> Assignment | None:
    """Let the best other panel member read it in place of the reviewer; None if nobody can.

    Best is who has the least to read, then whose field it is. An assignment that was dropped
    already (somebody abstained, or declared a conflict) is replaced as well.
    """
    made = replace_all([assignment], at=at).made
    return made[0] if made else None


@transaction.atomic
def replace_all(
    assignments: Collection[Assignment], *, at: datetime, by: User | None = None
) -> Replaced:
    """Share out the work of one reviewer in one open round anew among the rest of the panel.

    What is submitted, decided or gone on stays; what everyone scores first has its readers
    already and is only taken off. `by` is None where the portal does it by itself.
    """
    if not assignments:
        return Replaced([], 0)
    first = next(iter(assignments))
    round = first.round
    if not round.is_open:
        return Replaced([], len(assignments))
    standings = _lock(round, [assignment.suggestion_id for assignment in assignments])
    rows = Assignment.objects.filter(pk__in=[assignment.pk for assignment in assignments])
    mine = {row.suggestion_id: row for row in rows.unsubmitted() if row.suggestion_id in standings}
    for key in list(mine):
        if standings[key].is_calibration:
            drop(mine.pop(key), at=at)
    others = _panel(round, at=at).exclude(pk=first.reviewer_id)
    share = _readers(round, mine, list(others), _loads(round), at=at)
    made = []
    for key, (reader,) in ((key, found) for key, found in share.items() if found):
        drop(mine[key], at=at)
        made.append(hand_over(round, key, reader, by=by, at=at, replaces=mine[key]))
    return Replaced(made, len(mine) - len(made))


@transaction.atomic
def ask_another(standing: Standing, *, at: datetime) -> Assignment | None:
    """Ask one more reviewer about a suggestion, once: the best conflict-free one of the panel,
    else of all who can be asked. None if nobody can, or if somebody was asked before.
    """
    round = standing.round
    row = _lock(round, [standing.suggestion_id]).get(standing.suggestion_id)
    if row is None or row.extra_asked_at is not None or not round.takes_scores(at):
        return None
    reader = _another(round, row.suggestion_id, at=at)
    if reader is None:
        return None
    standing.extra_asked_at = at
    standing.save(update_fields=["extra_asked_at"])
    seat(round, reader, at=at)
    return hand_over(round, row.suggestion_id, reader.pk, by=None, at=at)


def _another(round: Round, suggestion: int, *, at: datetime) -> User | None:
    """The best reader for one more review: on the panel, else beside it."""
    panel = _panel(round, at=at)
    beside = can_be_asked(round.campaign.organiser, on=localdate(at)).exclude(pk__in=panel)
    for people in (panel, beside):
        candidates = {person.pk: person for person in people}
        share = _readers(round, [suggestion], candidates.values(), _loads(round), at=at)
        if readers := share[suggestion]:
            return candidates[readers[0]]
    return None


def _lock(round: Round, suggestions: Collection[int]) -> dict[int, Standing]:
    """What still waits in `round` of these suggestions, by key; locked, and the panel as well."""
    standings = round.standings.undecided().filter(suggestion__in=suggestions)
    waiting = {row.suggestion_id: row for row in standings.order_by("pk").select_for_update()}
    list(Panellist.objects.filter(round=round).order_by("pk").select_for_update())
    return waiting


def _panel(round: Round, *, at: datetime) -> QuerySet[User]:
    """The members of the panel who can still be asked."""
    known = can_be_asked(round.campaign.organiser, on=localdate(at))
    return known.filter(pk__in=round.panel.values("user"))


def _loads(round: Round) -> dict[int, int]:
    return dict(round.panel.values_list("user", "assigned"))


def _readers(
    round: Round,
    suggestions: Collection[int],
    people: Collection[User],
    loads: Mapping[int, int],
    *,
    at: datetime,
) -> Share:
    """One reader for each suggestion, none who has a conflict, has had it, or has no room."""
    rows = Suggestion.objects.filter(pk__in=suggestions)
    barred = barred_pairs(rows, ties_of(people, on=localdate(at)))
    blocked = {key: set(barred.get(key, ())) for key in suggestions}
    had = round.assignments.filter(suggestion__in=suggestions)
    for key, reviewer in had.values_list("suggestion", "reviewer"):
        blocked[key].add(reviewer)
    wishes = Wishes(
        fitting=fitting_of(dict(rows.values_list("pk", "topic_id")), people),
        room=room_of(people, on=localdate(at)),
        loads=loads,
    )
    keys = sorted(person.pk for person in people)
    return share_out(sorted(suggestions), keys, blocked, 1, seed=round.seed, wishes=wishes)
