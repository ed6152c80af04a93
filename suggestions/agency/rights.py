"""Rights of agents: what a unit's agents brought in, and what was handed up to them."""

from datetime import date

from django.db.models import Q

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches, units_of
from portal.organisation.unit import within
from suggestions.agency.agency import Agency, AgencyQuerySet
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.states import Classification

AGENTS = (Role.STATION_CLERK, Role.HANDLER)
"""Who serves authors as an agent."""


def may_be_agent(person: Person, *, on: date) -> bool:
    """Whether `person` serves authors anywhere; opens menus and lists."""
    return person.is_superuser or has_role(person, *AGENTS, on=on)


def agencies_of(person: Person, *, on: date) -> AgencyQuerySet:
    """What agents of the person's units, or of units below, began or were handed.

    What turned out to be a report against someone (检举控告) leaves their sight, and so does
    what `person` has withdrawn from.
    """
    rows = Agency.objects.exclude(suggestion__classification=Classification.REPORT)
    rows = rows.exclude(suggestion__in=barred_keys(person, on=on))
    if person.is_superuser:
        return rows
    units = units_of(person, AGENTS, on=on)
    return rows.filter(within(units, "unit") | within(units, "upper_unit"))


def waiting_for(person: Person, *, on: date) -> AgencyQuerySet:
    """What was handed up to a unit of `person` and has no upper agent yet, or is their own."""
    mine = Q(upper_agent=person.pk) | Q(upper_agent__isnull=True)
    reach = within(units_of(person, AGENTS, on=on), "upper_unit")
    return agencies_of(person, on=on).filter(mine, reach, holder="upper")


def serves_first(person: Person, agency: Agency, *, on: date) -> bool:
    """Whether `person` acts for the first agent: the agent, or an agent of that unit."""
    return agency.agent_id == person.pk or reaches(person, AGENTS, agency.unit, on=on)


def serves_above(person: Person, agency: Agency, *, on: date) -> bool:
    """Whether `person` may act as the upper agent."""
    return reaches(person, AGENTS, agency.upper_unit, on=on)
