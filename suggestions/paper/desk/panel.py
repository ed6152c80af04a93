"""The paper form on the page of one suggestion: evidence of what its author wrote."""

from datetime import date

from portal.accounts.user import User
from suggestions.handling.desk.panels import Panel
from suggestions.paper.numbers import shown
from suggestions.paper.sheet import Sheet
from suggestions.paper.slip import Slip
from suggestions.suggestion import Suggestion

ORDER = 315


def paper_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """Slip number, consent and picture; None for what never was on paper. 2 queries."""
    slip = Slip.objects.select_related("typed_by").filter(suggestion=suggestion).first()
    sheet = Sheet.objects.filter(suggestion=suggestion).exclude(picture="").first()
    if slip is None and sheet is None:
        return None
    context = {"slip": slip, "number": shown(slip.number) if slip else "", "sheet": sheet}
    return Panel("suggestions/paper/panel.html", context, order=ORDER)
