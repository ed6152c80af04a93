"""Who sees the figures of handling: of their units and the units below."""

from datetime import date

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, units_of
from portal.organisation.unit import Unit, UnitQuerySet

READERS = (Role.HANDLER, Role.SUPERVISOR, Role.LEADER, Role.EDITOR, Role.PUBLISHER)


def may_read_figures(person: Person, *, on: date) -> bool:
    """Whether there are figures for `person` at all."""
    return person.is_superuser or has_role(person, *READERS, on=on)


def units_to_read(person: Person, *, on: date) -> UnitQuerySet:
    """The units whose figures `person` may see."""
    if person.is_superuser:
        return Unit.objects.all()
    return Unit.objects.below(*units_of(person, READERS, on=on))


def top_units(person: Person, *, on: date) -> list[Unit]:
    """The units at which `person` begins to read, the highest first: all others lie below them."""
    if person.is_superuser:
        return list(Unit.get_root_nodes())
    tops: list[Unit] = []
    for unit in sorted(units_of(person, READERS, on=on), key=lambda unit: (unit.depth, unit.path)):
        if not any(unit.path.startswith(top.path) for top in tops):
            tops.append(unit)
    return tops


def reaches_above(person: Person, unit: Unit, *, on: date) -> bool:
    """Whether `person` may see the figures of the unit above `unit` too."""
    held = units_of(person, READERS, on=on)
    return any(unit.path.startswith(own.path) and unit.path != own.path for own in held)
