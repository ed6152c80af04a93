"""Speaking: for which unit a person acts when they assign or call."""

from datetime import date

from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit
from suggestions.duties.sides import units_on
from suggestions.rights import RIGHTS, Action, reaches_for, sides_of
from suggestions.suggestion import Suggestion


def sender_for(person: Person, suggestion: Suggestion, *, on: date) -> Unit:
    """The unit in whose name `person` passes `suggestion` on: the nearest one of theirs.

    That is the unit that answers, or the lowest above it; it decides on objections.
    """
    path = suggestion.unit.path
    own = units_of(person, RIGHTS[Action.ASSIGN], on=on)
    above = [unit for unit in own if path.startswith(unit.path)]
    return max(above, key=lambda unit: len(unit.path), default=suggestion.unit)


def speaks_for(person: Person, action: Action, suggestion: Suggestion, *, on: date) -> Unit:
    """The unit with a part in `suggestion` in whose name `person` may do `action`."""
    units = units_on(suggestion, sides_of(action))
    speaking = (unit for unit in units if reaches_for(person, action, unit, on=on))
    return next(speaking, suggestion.unit)
