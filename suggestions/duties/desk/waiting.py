"""What waits between units: offers, objections, disputes, requests and calls."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from portal.accounts.user import User
from portal.organisation.waiting import Waiting, counted
from suggestions.duties.desk.lists import KINDS
from suggestions.rights import may_anywhere


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """One line for each list in which something may wait for `person`."""
    for name, kind in KINDS.items():
        if may_anywhere(person, kind.action, on=on):
            rows = kind.for_person(person, on=on)
            yield Waiting(str(kind.label), counted(rows), f"{reverse('duties:list')}?list={name}")
