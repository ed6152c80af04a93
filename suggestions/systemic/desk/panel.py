"""The card "Systemic issue" on a suggestion's page."""

from datetime import date

from portal.accounts.user import User
from suggestions.handling.desk.panels import Panel
from suggestions.rights import Action, may
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.systemic.rights import may_use_desk
from suggestions.systemic.systemic_issue import SystemicIssue


def systemic_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """The issue it stands in, or the way into one; nothing for reports. Two queries at most."""
    if suggestion.classification == Classification.REPORT or not may_use_desk(person, on=on):
        return None
    links = suggestion.systemic_links.filter(removed_at=None)
    link = links.select_related("issue__unit", "by").first()
    if link is None and not may(person, Action.CLASS_TOGETHER, suggestion, on=on):
        return None
    seen = SystemicIssue.objects.visible_to(person, on=on)
    context = {
        "link": link,
        "is_seen": link is not None and seen.filter(pk=link.issue_id).exists(),
        "suggestion": suggestion,
    }
    return Panel("suggestions/systemic/panel.html", context, order=360)
