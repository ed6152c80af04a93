"""Claiming: who has a sheet before them, so that two never type the same one unknowingly."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.membership import Membership
from portal.organisation.unit import Unit, paths_up
from suggestions.paper.refusals import PaperRefused
from suggestions.paper.sheet import CLAIMED_FOR, Sheet, SheetBatch
from suggestions.stations.rights import TYPISTS


def claim(sheet: Sheet, *, by: User, at: datetime) -> None:
    """Keep `sheet` for `by`; a claim that is older than CLAIMED_FOR counts for nothing.

    Raises PaperRefused, naming who has it, if somebody else was first.
    """
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_at__lt=at - CLAIMED_FOR)
    if Sheet.objects.filter(free, pk=sheet.pk).update(claimed_by=by, claimed_at=at):
        sheet.claimed_by, sheet.claimed_at = by, at
        return
    holder = Sheet.objects.select_related("claimed_by").get(pk=sheet.pk).claimed_by
    message = _("%(person)s is typing this sheet at the moment.")
    raise PaperRefused(message % {"person": holder or ""})


def let_go(sheet: Sheet, *, by: User) -> None:
    """Give `sheet` back to the others, if `by` has it."""
    Sheet.objects.filter(pk=sheet.pk, claimed_by=by).update(claimed_by=None, claimed_at=None)


def next_sheet(batch: SheetBatch, *, by: User, at: datetime) -> Sheet | None:
    """What `by` types next in `batch`: a sheet nobody has typed, else one of the sample."""
    free = batch.sheets.all().unclaimed(by, at=at).order_by("position")
    return free.to_type().first() or free.to_type_again(by).first()


def others_at(station: Unit, *people: User | None, on: date) -> bool:
    """Whether anybody but `people` types for `station` on the local date `on`."""
    typists = Membership.objects.active(on).filter(
        role__in=TYPISTS, unit__path__in=paths_up(station), user__is_active=True
    )
    known = [person.pk for person in people if person is not None]
    return typists.exclude(user__in=known).exists()
