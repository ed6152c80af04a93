"""Reach: whose work somebody sees at the desk, said so that an index answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from portal.accounts.user import User
from portal.organisation.rights import units_of
from portal.organisation.unit import Unit, within
from suggestions.clocks.clock import Clock, ClockQuerySet
from suggestions.duties.duty import ELSEWHERE, Duty
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.states import Classification
from suggestions.suggestion import STAFF_ROLES, report_offices

MOST_LISTED = 500
"""More units than these are not listed one by one; their place in the tree is compared."""


Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class Reach:
    """The units of a person, those below them, and what is sealed against the person."""

    person: User
    on: date
    own: tuple[Unit, ...]

    def clocks(self) -> ClockQuerySet:
        """What the person's units and all below these owe."""
        return self.unsealed(Clock.objects.owed().filter(self.below("unit")))

    def mine(self) -> QuerySet[Duty]:
        """The open duties that the person handles."""
        return self.unsealed(Duty.objects.open().filter(handler=self.person))

    def elsewhere(self) -> QuerySet[Duty]:
        """What the person's own units have given to others, who have not done it yet."""
        keys = [unit.pk for unit in self.own]
        sent = Duty.objects.filter(ELSEWHERE, sender__in=keys).exclude(unit__in=keys)
        return self.unsealed(sent)

    def below(self, way: str) -> Q:
        """That the unit at the end of `way` is one of the person's or below one.

        One query where units lie below: their keys, unless there are very many.
        """
        if self.person.is_superuser:
            return Q()
        if all(unit.is_leaf() for unit in self.own):
            return Q(**{f"{way}__in": [unit.pk for unit in self.own]})
        rows = Unit.objects.below(*self.own).order_by()
        keys = list(rows.values_list("pk", flat=True)[: MOST_LISTED + 1])
        if len(keys) > MOST_LISTED:
            return within(self.own, way)
        return Q(**{f"{way}__in": keys})

    def unsealed(self, rows: Rows) -> Rows:
        """Without the reports that are read elsewhere, and what is closed to the person."""
        offices = report_offices(self.person, on=self.on)
        report = Q(suggestion__classification=Classification.REPORT)
        rows = rows.filter(~report | Q(suggestion__unit__in=offices) if offices else ~report)
        return rows.exclude(suggestion__in=barred_keys(self.person, on=self.on))


def reach_of(person: User, *, on: date) -> Reach:
    """What `person` sees at the desk on the local date `on`."""
    units: Iterable[Unit] = units_of(person, STAFF_ROLES, on=on)
    return Reach(person, on, tuple({unit.pk: unit for unit in units}.values()))
