"""Systemic issues that wait for their owner."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.waiting import Waiting, counted
from suggestions.systemic.rights import may_use_desk
from suggestions.systemic.systemic_issue import SystemicIssue


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """The open issues in reach; late are those with an action past its day."""
    if may_use_desk(person, on=on):
        rows = SystemicIssue.objects.visible_to(person, on=on)
        late = counted(rows.overdue(on))
        yield Waiting(
            _("systemic issues"), counted(rows.open()), reverse("systemic:list"), late=late
        )
