"""What is due at the work desk: lines of the admin's first page."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.waiting import Waiting, counted
from suggestions.desk.reach import reach_of
from suggestions.desk.tabs import Tab, rows_of
from suggestions.rights import Action, may_anywhere


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """What is late, what is due today and what the person handles, for those with a desk."""
    if not may_anywhere(person, Action.SEE, on=on):
        return
    reach, at = reach_of(person, on=on), timezone.now()
    for tab, label in (
        (Tab.OVERDUE, _("steps are overdue")),
        (Tab.TODAY, _("steps are due today")),
        (Tab.MINE, _("suggestions that you handle")),
    ):
        count = counted(rows_of(tab, reach, at=at).rows)
        late = count if tab == Tab.OVERDUE else 0
        yield Waiting(label, count, f"{reverse('desk:desk')}?tab={tab.value}", late=late)
