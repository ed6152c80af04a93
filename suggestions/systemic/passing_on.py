"""Passing on: issues and actions that a dissolved unit has not finished are its successor's."""

from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.systemic.systemic_issue import SystemicAction, SystemicIssue


@transaction.atomic
def pass_on(unit: Unit, successor: Unit, *, by: User | None, at: datetime) -> int:
    """Give `successor` what is open; returns how many issues and actions. What is done stays."""
    issues = SystemicIssue.objects.open().filter(unit=unit).update(unit=successor)
    actions = SystemicAction.objects.filter(unit=unit, done_at=None)
    return issues + actions.update(unit=successor)
