"""What agents of a unit serve, and which systems hand in to it, before it is dissolved."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.organisation.holdings import Holding
from portal.organisation.unit import Unit
from suggestions.agency.agency import Agency
from suggestions.api.system import ConnectedSystem
from suggestions.states import OPEN
from suggestions.suggestion import Suggestion


def holdings(unit: Unit, on: date) -> list[Holding]:
    """Agencies about open matters, and connected systems; no sealed reports."""
    served = Suggestion.objects.unsealed().filter(state__in=OPEN)
    agencies = Agency.objects.filter(Q(unit=unit) | Q(upper_unit=unit), suggestion__in=served)
    systems = ConnectedSystem.objects.filter(unit=unit)
    then = _("They go to the successor.")
    return [
        Holding(_("Agencies for authors"), agencies.count(), then),
        Holding(_("Connected systems"), systems.count(), then),
    ]
