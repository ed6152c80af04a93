"""Rights at the desk of entry: who types in what others said or wrote."""

from datetime import date

from django.db.models import Q

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, units_of
from portal.organisation.unit import Unit, UnitQuerySet

TYPISTS = (Role.STATION_CLERK, Role.HANDLER, Role.EDITOR)
"""Clerks of stations and offices, and editors who bring cards home from an event."""


def may_enter(person: Person, *, on: date) -> bool:
    """Whether `person` enters suggestions for others at any desk."""
    return has_role(person, *TYPISTS, on=on)


def desks_of(person: Person, *, on: date) -> UnitQuerySet:
    """The units at whose desk `person` may sit: their own and those right below, in force on `on`.

    Not all below: a city has thousands of stations, and each has clerks of its own.
    """
    reach = Q(pk__in=[])
    for unit in units_of(person, TYPISTS, on=on):
        reach |= Q(path__startswith=unit.path, depth__lte=unit.depth + 1)
    return Unit.objects.filter(reach).in_force(on)
