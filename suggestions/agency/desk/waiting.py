"""What waits for upper agents."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.rights import has_role
from portal.organisation.waiting import Waiting, counted
from suggestions.agency.rights import AGENTS, waiting_for


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """What first agents have handed up to the person's unit."""
    if has_role(person, *AGENTS, on=on):
        rows = waiting_for(person, on=on)
        url = f"{reverse('agency:list')}?show=above"
        yield Waiting(_("matters handed up by first agents"), counted(rows), url)
