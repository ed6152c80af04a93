"""Rights at the counter: who types for which station."""

from datetime import date

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches, units_of
from portal.organisation.unit import Unit, UnitKind, UnitQuerySet, within

TYPISTS = (Role.STATION_CLERK, Role.HANDLER)
"""Who types what others wrote: the clerk of the station, and handlers of it or of a unit above."""
OVERSEERS = (*TYPISTS, Role.SUPERVISOR)
"""Who follows batches and their error rates."""


def may_use_counter(person: Person, *, on: date) -> bool:
    """Whether `person` types for any station at all."""
    return has_role(person, *TYPISTS, on=on)


def may_oversee(person: Person, *, on: date) -> bool:
    """Whether `person` sees batches and error rates of any station."""
    return person.is_superuser or has_role(person, *OVERSEERS, on=on)


def may_type_at(person: Person, station: Unit, *, on: date) -> bool:
    """Whether `person` types for `station` on the local date `on`."""
    return reaches(person, TYPISTS, station, on=on)


def counters_of(person: Person, *, on: date) -> UnitQuerySet:
    """The stations for which `person` types: their own units, and stations below these."""
    own = units_of(person, TYPISTS, on=on)
    return _counters(own)


def overseen_by(person: Person, *, on: date) -> UnitQuerySet:
    """The stations whose batches `person` sees; a superuser sees all, but types for none."""
    if person.is_superuser:
        return Unit.objects.all()
    return Unit.objects.below(*units_of(person, OVERSEERS, on=on))


def _counters(own: list[Unit]) -> UnitQuerySet:
    rows = Unit.objects.filter(within(own))
    stations = rows.filter(kind=UnitKind.STATION)
    return (stations | rows.filter(pk__in=[unit.pk for unit in own])).order_by("path")
