"""What a unit has to answer, carry out or follow up under supervision, before it is dissolved."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.organisation.holdings import Holding
from portal.organisation.unit import Unit
from suggestions.suggestion import Suggestion
from suggestions.supervision.conference.agenda import ConferenceDecision
from suggestions.supervision.leading.case import LedCase
from suggestions.supervision.letters.letter import SupervisionLetter
from suggestions.systemic.systemic_issue import SystemicIssue


def holdings(unit: Unit, on: date) -> list[Holding]:
    """Open letters, cases, decisions and systemic issues of `unit`; no sealed reports."""
    then = _("They go to the successor.")
    letters = SupervisionLetter.objects.unsealed().open().filter(Q(unit=unit) | Q(keeper=unit))
    cases = LedCase.objects.open().filter(unit=unit, suggestion__in=Suggestion.objects.unsealed())
    decisions = ConferenceDecision.objects.unsealed().filter(owner=unit, done_at__isnull=True)
    issues = SystemicIssue.objects.open().filter(unit=unit)
    return [
        Holding(_("Open letters of supervision"), letters.count(), then),
        Holding(_("Leaders' cases"), cases.count(), then),
        Holding(_("Open decisions of the joint conference"), decisions.count(), then),
        Holding(_("Open systemic issues"), issues.count(), then),
    ]
