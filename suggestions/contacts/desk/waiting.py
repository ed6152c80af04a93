"""Next steps of contacts that are due."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.rights import has_role
from portal.organisation.waiting import Waiting, counted
from suggestions.contacts.contact_entry import FOLLOWING, ContactEntry


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """What was promised in a contact by today, to those who handle it."""
    if not has_role(person, *FOLLOWING, on=on):
        return
    rows = ContactEntry.objects.followed_by(person, on)
    late = counted(rows.filter(next_on__lt=on))
    yield Waiting(_("next steps promised to authors"), counted(rows), reverse("contacts:due"), late)
