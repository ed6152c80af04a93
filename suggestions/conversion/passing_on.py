"""Passing on: what a dissolved unit was to carry out, report or verify is its successor's."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from portal.organisation.holdings import Holding
from portal.organisation.unit import Unit
from suggestions.conversion.action import Action
from suggestions.conversion.proposal import Proposal


@transaction.atomic
def pass_on(unit: Unit, successor: Unit) -> None:
    """Give `successor` the unfinished actions of `unit`, its parts in others, and what it verifies.

    What is done stays under its old name.
    """
    actions = Action.objects.unfinished()
    led = list(actions.filter(unit=unit).values_list("pk", flat=True))
    Action.objects.filter(pk__in=led).update(unit=successor)
    for action in actions.filter(co_units=unit):
        action.co_units.remove(unit)
        if action.unit_id != successor.pk:
            action.co_units.add(successor)
    for action in Action.objects.filter(pk__in=led, co_units=successor):
        action.co_units.remove(successor)
    Proposal.objects.open().filter(verifying_unit=unit).update(verifying_unit=successor)


def holdings(unit: Unit, on: date) -> list[Holding]:
    """What `unit` carries out and verifies, for the page before it is dissolved."""
    actions = Action.objects.unfinished()
    parts = actions.filter(unit=unit).count() + actions.filter(co_units=unit).count()
    verified = Proposal.objects.open().filter(verifying_unit=unit).count()
    then = _("They go to the successor.")
    return [
        Holding(_("Unfinished actions about golden ideas"), parts, then),
        Holding(_("Results to verify"), verified, then),
    ]
