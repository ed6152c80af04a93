"""What waits for those who supervise, lead, or are written to."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.waiting import Waiting, counted
from suggestions.supervision.conference.agenda import ConferenceDecision
from suggestions.supervision.desk.entrance import may_enter
from suggestions.supervision.leading.case import LedCase
from suggestions.supervision.letters.letter import SupervisionLetter
from suggestions.supervision.letters.proposing import late_calls, supervised_units


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """Letters to answer, answers to look at, cases and decisions that are open."""
    if not may_enter(person, on=on):
        return
    letters, url = SupervisionLetter.objects, reverse("supervision:desk")
    mine = letters.addressed_to(person, on=on)
    late = counted(mine.overdue(on))
    yield Waiting(_("letters to answer"), counted(mine.unanswered()), url, late=late)
    if supervised_units(person, on=on):
        written = letters.supervised_by(person, on=on)
        late = counted(written.overdue(on))
        calls = counted(late_calls(person, at=timezone.now()))
        yield Waiting(_("calls to take one tier up"), calls, url, late=calls)
        waits = counted(written.answered()) + late
        yield Waiting(_("letters of supervision to follow up"), waits, url, late=late)
    cases = LedCase.objects.visible_to(person, on=on)
    late = counted(cases.overdue(on))
    yield Waiting(
        _("leaders' cases"), counted(cases.open()), reverse("supervision:cases"), late=late
    )
    decisions = ConferenceDecision.objects.visible_to(person, on=on)
    late = counted(decisions.overdue(on))
    url = reverse("supervision:conference")
    yield Waiting(_("decisions of the joint conference"), counted(decisions.open()), url, late=late)
