"""The card "Papers" on a suggestion's page."""

from datetime import date

from portal.accounts.user import User
from suggestions.handling.desk.panels import Panel
from suggestions.papers.paper import Paper
from suggestions.rights import Action, may
from suggestions.suggestion import Suggestion


def papers_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """The papers and the ways to make one, for those who may make them; one query."""
    if not may(person, Action.MAKE_PAPERS, suggestion, on=on):
        return None
    papers = Paper.objects.filter(suggestion=suggestion).select_related("unit").order_by("-pk")
    context = {"suggestion": suggestion, "papers": papers}
    return Panel("suggestions/papers/panel.html", context, order=700)
