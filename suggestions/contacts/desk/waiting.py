"""Next steps of contacts that are due."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import units_of
from portal.organisation.waiting import Waiting, counted
from suggestions.contacts.contact_entry import ContactEntry
from suggestions.handling.exclusion.barred import barred_keys


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """What was promised in a contact by today, to those who handle it."""
    units = units_of(person, (Role.HANDLER, Role.STATION_CLERK), on=on)
    if not units:
        return
    rows = ContactEntry.objects.to_follow(on).filter(suggestion__unit__in=units)
    rows = rows.exclude(suggestion__in=barred_keys(person, on=on))
    late = counted(rows.filter(next_on__lt=on))
    yield Waiting(_("next steps promised to authors"), counted(rows), reverse("contacts:due"), late)
