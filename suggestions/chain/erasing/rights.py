"""Who may erase, and who may see that something was erased."""

from datetime import date

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches
from suggestions.chain.erasing.erasure import LOOKING
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.suggestion import Suggestion


def may_erase(user: Person, suggestion: Suggestion, *, on: date) -> bool:
    """Security administrators, for their unit and below: they judge nobody's suggestion.

    Nobody makes away with what complains of them, or with what they have withdrawn from.
    """
    if suggestion.pk in barred_keys(user, on=on):
        return False
    if user.is_authenticated and user.is_superuser:
        return True
    return reaches(user, (Role.SECURITY_ADMIN,), suggestion.unit, on=on)


def may_erase_anywhere(user: Person, *, on: date) -> bool:
    """Whether the form is offered at all."""
    return bool(user.is_superuser) or has_role(user, Role.SECURITY_ADMIN, on=on)


def may_see_erasures(user: Person, *, on: date) -> bool:
    """Who erases, and the audit administrators, who look and change nothing."""
    return bool(user.is_superuser) or has_role(user, *LOOKING, on=on)
