"""What waits of ratings: people to call, and second low ratings."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.rights import memberships_of, units_of
from portal.organisation.unit import within
from portal.organisation.waiting import Waiting, counted
from suggestions.rating.asking import Asking
from suggestions.rating.calling import waiting_calls
from suggestions.rating.rating import Rating
from suggestions.rights import RIGHTS, Action, may_anywhere
from suggestions.suggestion import Suggestion


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """The lines for those who call authors back, and for those who supervise."""
    seen = Suggestion.objects.visible_to(person, on=on).order_by()
    if may_anywhere(person, Action.CALL_BACK, on=on):
        now = timezone.now()
        units = units_of(person, RIGHTS[Action.CALL_BACK], on=on)
        rows = Asking.objects.filter(within(units, "suggestion__unit"), suggestion__in=seen)
        own = [one.unit_id for one in memberships_of(person, on=on)]
        rows = waiting_calls(rows, for_=person, at=now).exclude(unit__in=own)
        late = counted(rows.overdue(now))
        yield Waiting(_("authors to call back"), counted(rows), reverse("rating:queue"), late=late)
    if may_anywhere(person, Action.SETTLE_RATING, on=on):
        units = units_of(person, RIGHTS[Action.SETTLE_RATING], on=on)
        ratings = Rating.objects.for_supervisor().filter(suggestion__in=seen)
        if not person.is_superuser:
            ratings = ratings.filter(within(units, "suggestion__unit"))
        yield Waiting(_("low ratings for you"), counted(ratings), reverse("rating:low"))
