"""The agency on the page of one suggestion, and how it came over the desk."""

from datetime import date

from portal.accounts.user import User
from suggestions.agency.agency import Agency
from suggestions.agency.rights import agencies_of
from suggestions.handling.desk.panels import Panel
from suggestions.intake.desk.desk_entry import DeskEntry
from suggestions.suggestion import Suggestion

ORDER = 310


def agency_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """Who serves the author, under which consent; None without agent and desk entry. 3 queries."""
    rows = Agency.objects.select_related("agent", "unit", "upper_agent", "upper_unit")
    agency = rows.filter(suggestion=suggestion).first()
    entry = DeskEntry.objects.filter(suggestion=suggestion).first()
    if agency is None and entry is None:
        return None
    may_open = agency is not None and agencies_of(person, on=on).filter(pk=agency.pk).exists()
    context = {"agency": agency, "entry": entry, "may_open": may_open}
    return Panel("suggestions/agency/desk/panel.html", context, order=ORDER)
