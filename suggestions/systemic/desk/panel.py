"""The card "Systemic issue" on a suggestion's page."""

from datetime import date

from portal.accounts.user import User
from suggestions.handling.desk.panels import Panel
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.systemic.rights import may_use_desk


def systemic_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """The issue it stands in, if it stands in one; nothing for reports. One query."""
    if suggestion.classification == Classification.REPORT or not may_use_desk(person, on=on):
        return None
    links = suggestion.systemic_links.filter(removed_at=None)
    link = links.select_related("issue__unit", "by").first()
    if link is None:
        return None
    return Panel("suggestions/systemic/panel.html", {"link": link}, order=360)
