"""Rights over connected systems: system administrators, for their units and below."""

from datetime import date

from django.db.models import QuerySet

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, units_of
from portal.organisation.unit import Unit, UnitQuerySet, within
from suggestions.api.system import ConnectedSystem

KEEPERS = (Role.SYSTEM_ADMIN,)


def may_keep(person: Person, *, on: date) -> bool:
    """Whether `person` keeps systems and keys of any unit."""
    return person.is_superuser or has_role(person, *KEEPERS, on=on)


def systems_of(person: Person, *, on: date) -> QuerySet[ConnectedSystem]:
    """The systems that act for the person's units, or for units below."""
    rows = ConnectedSystem.objects.select_related("unit", "campaign")
    if person.is_superuser:
        return rows
    return rows.filter(within(units_of(person, KEEPERS, on=on), "unit"))


def units_for(person: Person, *, on: date) -> UnitQuerySet:
    """The units for which `person` may connect a system."""
    if person.is_superuser:
        return Unit.objects.all()
    return Unit.objects.below(*units_of(person, KEEPERS, on=on))
