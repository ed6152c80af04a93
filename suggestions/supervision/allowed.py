"""Which units a step of supervision may name."""

from datetime import date

from django.utils.translation import gettext as _

from portal.organisation.unit import Unit
from suggestions.handling.exclusion.barred import is_closed_to
from suggestions.supervision.refusals import SupervisionRefused


def check_receiver(suggestion: int, unit: Unit, *, on: date) -> None:
    """Raises SupervisionRefused if `unit` must not carry out anything about the suggestion with
    this key: it is dissolved or has an interest (信访工作条例 Art. 28).
    """
    if not unit.is_in_force(on):
        raise SupervisionRefused(_("This unit is no more: choose its successor."))
    if is_closed_to(suggestion, unit):
        raise SupervisionRefused(_("This unit has an interest in it: it must not get it."))
