"""The second person: nobody decides on what they asked for or refused, if there is anyone else."""

from datetime import date

from portal.accounts.user import User
from portal.organisation.rights import holders
from portal.organisation.unit import Unit, paths_up
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.rights import RIGHTS, Action


def check_second_person(
    action: Action, unit: Unit, *, by: User, first: User | None, on: date
) -> bool:
    """Whether `by` decides alone on what they did themselves, as in an office of one person.

    Raises DutyRefused if somebody else may do `action` for `unit` on the local date `on`.
    """
    if first is None or by.pk != first.pk:
        return False
    if holders(paths_up(unit), RIGHTS[action], on=on).exclude(pk=by.pk).exists():
        raise DutyRefused(Fault.SECOND_PERSON)
    return True
