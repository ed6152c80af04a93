"""What a unit holds: the lines that stand on the page before it is dissolved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from wagtail import hooks

from portal.organisation.dissolving import units_below
from portal.organisation.membership import Membership
from portal.organisation.unit import Unit

UNIT_HOLDINGS = "register_unit_holdings"
"""The hook by which other parts say what they keep for a unit: a function of unit and day."""


@dataclass(frozen=True)
class Holding:
    """How many of something the unit holds, and what becomes of them.

    With what is left of what `must_move` the unit cannot be dissolved.
    """

    label: str
    count: int
    then: str
    must_move: bool = False


def holdings_of(unit: Unit, *, on: date) -> list[Holding]:
    """Everything `unit` holds on `on`, from every part of the house."""
    return [*_own(unit, on), *_others(unit, on)]


def _own(unit: Unit, on: date) -> Iterator[Holding]:
    below = units_below(unit, on=on).count()
    yield Holding(_("Units below it"), below, _("They must be dissolved first."), must_move=True)
    held = Membership.objects.filter(unit=unit).not_ended_before(on).count()
    yield Holding(_("Roles"), held, _("They end; the successor needs appointments of its own."))
    yield Holding(_("Leaders shown"), unit.leaders.count(), _("They are no longer shown."))


def _others(unit: Unit, on: date) -> Iterator[Holding]:
    for register in hooks.get_hooks(UNIT_HOLDINGS):
        found: Iterable[Holding] = register(unit, on)
        yield from found
