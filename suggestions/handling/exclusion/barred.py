"""Barred: from which suggestions a person is kept out, and which units a suggestion must not reach.

Asked by `Suggestion.objects.visible_to` and by `may()`, so that no list, page, search or export
forgets it.
"""

from datetime import date

from django.db.models import F, Q

from portal.organisation.rights import Person, memberships_of
from portal.organisation.unit import Unit, paths_up
from suggestions.handling.exclusion.exclusion import Exclusion, ExclusionQuerySet

Keys = frozenset[int]


def exclusions_of(user: Person, *, on: date) -> ExclusionQuerySet:
    """What keeps `user` out on `on`: their own exclusions, those of the units they act for in
    whatever role, and of the units above these.
    """
    rows = Exclusion.objects.in_force().order_by()
    return rows.filter(Q(user=user.pk) | Q(unit__path__in=_paths_over(user, on=on)))


def barred_keys(user: Person, *, on: date) -> Keys:
    """The keys of the suggestions that `user` must not see; read once per user object."""
    if not user.is_authenticated:
        return frozenset()
    read: dict[date, Keys] = user.__dict__.setdefault("_barred_on", {})
    if on not in read:
        read[on] = frozenset(exclusions_of(user, on=on).values_list("suggestion", flat=True))
    return read[on]


def is_closed_to(suggestion: int, unit: Unit) -> bool:
    """Whether the suggestion with this key must not be handed to `unit`: it, or a unit above
    it, is complained of or has an interest.
    """
    rows = Exclusion.objects.in_force().filter(suggestion=suggestion)
    return rows.filter(unit__path__in=paths_up(unit)).exists()


def of_own_office() -> ExclusionQuerySet:
    """Complaints about the very office that holds the report, or one above it."""
    rows = Exclusion.objects.in_force().complaints().order_by()
    return rows.filter(suggestion__unit__path__startswith=F("unit__path"))


def _paths_over(user: Person, *, on: date) -> set[str]:
    held = memberships_of(user, on=on)
    return {path for membership in held for path in paths_up(membership.unit)}
