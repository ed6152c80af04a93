"""What waits at the desk for paper."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.waiting import Waiting, counted
from suggestions.paper.sheet import Sheet
from suggestions.stations.rights import counters_of, may_use_counter


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """Sheets to type, to type again and to settle, for those who type at a station."""
    if not may_use_counter(person, on=on):
        return
    rows = Sheet.objects.filter(batch__station__in=counters_of(person, on=on))
    url = reverse("paper:batches")
    yield Waiting(_("paper forms to type"), counted(rows.to_type()), url)
    again = counted(rows.to_type_again(person)) + counted(rows.to_settle())
    if again:
        yield Waiting(_("paper forms to type again or to settle"), again, url)
