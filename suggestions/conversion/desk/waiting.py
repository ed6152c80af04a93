"""What waits for those who carry out golden ideas, or look whether it was done."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.rights import units_of
from portal.organisation.unit import within
from portal.organisation.waiting import Waiting, counted
from suggestions.conversion.action import Action
from suggestions.conversion.golden_idea import FOLLOWERS
from suggestions.conversion.progress import DueReport
from suggestions.conversion.proposal import Proposal
from suggestions.conversion.rights import VERIFIERS, may_use_desk


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """Reports that are due from one's units, and claims that wait for their word."""
    if not may_use_desk(person, on=on):
        return
    url = reverse("conversion:todo")
    if units := units_of(person, FOLLOWERS, on=on):
        reports = DueReport.objects.filter(action__in=Action.objects.of_units(units))
        late = counted(reports.overdue(on))
        yield Waiting(_("reports on golden ideas"), counted(reports.open()), url, late=late)
    if units := units_of(person, VERIFIERS, on=on):
        claims = Proposal.objects.to_verify().filter(within(units, "verifying_unit"))
        yield Waiting(_("claims to verify"), counted(claims), url)
