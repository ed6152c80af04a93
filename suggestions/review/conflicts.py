"""Conflicts of interest: nobody reviews what they wrote, wrote down, or received."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from portal.accounts.user import User
from portal.organisation.membership import Membership
from suggestions.suggestion import Suggestion

Stations = Mapping[int, frozenset[int]]
"""The people who work for a unit, by the unit's key."""


def workplaces(people: Collection[User], *, on: date) -> Stations:
    """For which units `people` act on `on`, in whatever role: people by unit key."""
    found: dict[int, set[int]] = defaultdict(set)
    held = Membership.objects.active(on).filter(user__in=people)
    for unit, user in held.values_list("unit_id", "user_id"):
        found[unit].add(user)
    return {unit: frozenset(users) for unit, users in found.items()}


def barred_from(
    author: int | None, transcriber: int | None, station: int | None, stations: Stations
) -> frozenset[int]:
    """The people who must not review a suggestion: its author, its transcriber, its station's."""
    people = {person for person in (author, transcriber) if person is not None}
    return frozenset(people) | stations.get(station or 0, frozenset())


def in_conflict(suggestion: Suggestion, reviewer: User, *, on: date) -> bool:
    """Whether `reviewer` must not review `suggestion` on `on`."""
    return reviewer.pk in barred_from(
        suggestion.author_id,
        suggestion.transcriber_id,
        suggestion.station_id,
        workplaces([reviewer], on=on),
    )


ConflictFacts = tuple[int, int | None, int | None, int | None]
"""Suggestion, author, transcriber and station, by key."""


def blocked_pairs(rows: Iterable[ConflictFacts], stations: Stations) -> dict[int, frozenset[int]]:
    """Who must not read what, by suggestion key; suggestions without conflicts are left out."""
    barred = {
        key: barred_from(author, transcriber, station, stations)
        for key, author, transcriber, station in rows
    }
    return {key: people for key, people in barred.items() if people}
