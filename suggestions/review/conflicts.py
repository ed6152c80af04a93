"""Conflicts of interest: nobody judges what is theirs, their unit's, or names them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.accounts.user import User
from portal.organisation.delegation.row import Delegation
from portal.organisation.membership import Membership, Role
from portal.organisation.unit import Unit
from suggestions.review.barring import ConflictDeclaration, Ground
from suggestions.review.experts.expert import Expert
from suggestions.suggestion import Suggestion, SuggestionQuerySet

PANEL_ROLES = frozenset({Role.REVIEWER, Role.CHAIR})
"""Roles in which somebody judges for a unit, which is not to work for it."""
LEAST_NAMED = 2
"""Characters of a name that is looked for in a text; a shorter one is part of ordinary words."""
BATCH = 1000

People = frozenset[int]
NOBODY: People = frozenset()
Barred = dict[int, dict[int, Ground]]
"""By suggestion: who must not judge it, and why. Suggestions without conflicts are left out."""


@dataclass(frozen=True)
class Ties:
    """What ties some reviewers to units, authors and texts; all by key."""

    people: People = NOBODY
    """The reviewers themselves."""
    at_unit: Mapping[int, People] = field(default_factory=dict)
    """Who acts for a unit, in whatever role."""
    working: Mapping[int, People] = field(default_factory=dict)
    """Who works for a unit, other than by judging for it."""
    interested: Mapping[int, People] = field(default_factory=dict)
    """Who has declared an interest in a unit or one above it."""
    colleagues: Mapping[int, People] = field(default_factory=dict)
    """Who works where an author works, by the author."""
    declared: Mapping[int, People] = field(default_factory=dict)
    """Who has declared a conflict, by suggestion."""
    names: Mapping[int, str] = field(default_factory=dict)
    """What to look for in a text, by person."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What can tie a suggestion to a reviewer."""

    key: int
    author: int | None
    transcriber: int | None
    station: int | None
    unit: int
    organiser: int
    text: str


def ties_of(people: Collection[User], *, on: date) -> Ties:
    """All ties of `people` that hold on `on`; a fixed number of queries."""
    at_unit, working = _workplaces(people, on=on)
    return Ties(
        people=frozenset(person.pk for person in people),
        at_unit=_frozen(at_unit),
        working=_frozen(working),
        interested=_interested(people, on=on),
        colleagues=_colleagues(working, on=on),
        declared=_declared(people),
        names=_names(people),
    )


def barred_from(facts: Facts, ties: Ties) -> dict[int, Ground]:
    """Who must not judge a suggestion, each with the first ground that applies."""
    found: dict[int, Ground] = {}
    handed_on = facts.unit if facts.unit != facts.organiser else 0
    for ground, people in (
        (Ground.AUTHOR, ties.people & {facts.author}),
        (Ground.TRANSCRIBER, ties.people & {facts.transcriber}),
        (Ground.STATION, ties.at_unit.get(facts.station or 0, NOBODY)),
        (Ground.COLLEAGUE, ties.colleagues.get(facts.author or 0, NOBODY)),
        (Ground.IN_CHARGE, ties.working.get(handed_on, NOBODY)),
        (Ground.DECLARED, ties.declared.get(facts.key, NOBODY)),
        (Ground.INTEREST, ties.interested.get(facts.unit, NOBODY)),
        (Ground.NAMED, _named(facts.text, ties.names)),
    ):
        for person in people:
            found.setdefault(person, ground)
    return found


def barred_pairs(suggestions: SuggestionQuerySet, ties: Ties) -> Barred:
    """Who must not judge what; one suggestion in memory at a time."""
    found = ((facts.key, barred_from(facts, ties)) for facts in facts_of(suggestions))
    return {key: barred for key, barred in found if barred}


def ground_of(suggestion: Suggestion, reviewer: User, *, on: date) -> Ground | None:
    """Why `reviewer` must not judge `suggestion` on `on`; None if they may."""
    rows = Suggestion.objects.filter(pk=suggestion.pk)
    barred = barred_pairs(rows, ties_of([reviewer], on=on))
    return barred.get(suggestion.pk, {}).get(reviewer.pk)


def in_conflict(suggestion: Suggestion, reviewer: User, *, on: date) -> bool:
    """Whether `reviewer` must not review `suggestion` on `on`."""
    return ground_of(suggestion, reviewer, on=on) is not None


def facts_of(suggestions: SuggestionQuerySet) -> Iterator[Facts]:
    """What conflicts follow from, in the order of the keys."""
    columns = ("pk", "author_id", "transcriber_id", "station_id", "unit_id")
    texts = ("title", "problem", "proposal")
    rows = suggestions.order_by("pk").values_list(*columns, "campaign__organiser_id", *texts)
    for key, author, transcriber, station, unit, organiser, *parts in rows.iterator(BATCH):
        text = squeezed("\n".join(parts))
        yield Facts(key, author, transcriber, station, unit, organiser, text)


def squeezed(text: str) -> str:
    """`text` without any space: names of two characters are often set with one between."""
    return "".join(text.split())


def _named(text: str, names: Mapping[int, str]) -> list[int]:
    return [person for person, name in names.items() if name in text]


def _workplaces(
    people: Collection[User], *, on: date
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The people by unit: all who act there, and those who work there, also for somebody absent."""
    at_unit: dict[int, set[int]] = defaultdict(set)
    working: dict[int, set[int]] = defaultdict(set)
    held = Membership.objects.active(on).filter(user__in=people)
    lent = Delegation.objects.active(on).filter(to__in=people)
    acting = [
        *held.values_list("unit_id", "user_id", "role"),
        *lent.values_list("membership__unit", "to", "membership__role"),
    ]
    for unit, user, role in acting:
        at_unit[unit].add(user)
        if role not in PANEL_ROLES:
            working[unit].add(user)
    employed = Expert.objects.filter(user__in=people, unit__isnull=False)
    for unit, user in employed.values_list("unit_id", "user_id"):
        at_unit[unit].add(user)
        working[unit].add(user)
    return at_unit, working


def _colleagues(working: Mapping[int, set[int]], *, on: date) -> dict[int, People]:
    """By author: who works where they work. Only staff of the reviewers' own units are read."""
    found: dict[int, set[int]] = defaultdict(set)
    staff = Membership.objects.active(on).filter(unit__in=working).exclude(role__in=PANEL_ROLES)
    for unit, author in staff.values_list("unit_id", "user_id").iterator(chunk_size=BATCH):
        found[author] |= working[unit]
    lent = Delegation.objects.active(on).filter(membership__unit__in=working)
    for unit, author in lent.values_list("membership__unit", "to").iterator(chunk_size=BATCH):
        found[author] |= working[unit]
    return _frozen(found)


def _interested(people: Collection[User], *, on: date) -> dict[int, People]:
    """By unit, those below included: who has declared an interest in it."""
    found: dict[int, set[int]] = defaultdict(set)
    said = ConflictDeclaration.objects.standing(on).filter(by__in=people)
    for declaration in said.select_related("unit"):
        below = Unit.objects.below(declaration.unit).values_list("pk", flat=True)
        for unit in below:
            found[unit].add(declaration.by_id)
    return _frozen(found)


def _declared(people: Collection[User]) -> dict[int, People]:
    found: dict[int, set[int]] = defaultdict(set)
    said = ConflictDeclaration.objects.filter(by__in=people, suggestion__isnull=False)
    for suggestion, person in said.values_list("suggestion_id", "by_id"):
        found[suggestion].add(person)
    return _frozen(found)


def _names(people: Iterable[User]) -> dict[int, str]:
    names = {person.pk: squeezed(person.name) for person in people}
    return {key: name for key, name in names.items() if len(name) >= LEAST_NAMED}


def _frozen(found: Mapping[int, set[int]]) -> dict[int, People]:
    return {key: frozenset(people) for key, people in found.items()}
