"""Who suggests, on the page of one suggestion: an organisation, or several people together."""

from datetime import date

from portal.accounts.user import User
from suggestions.handling.desk.panels import Panel
from suggestions.joint.inviting import may_change
from suggestions.joint.suggester import SuggestingOrganisation
from suggestions.rights import Action, may
from suggestions.states import SuggesterKind
from suggestions.suggestion import Suggestion

ORDER = 305


def suggester_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """The organisation, or who confirmed; None for one person without co-authors. 1 query."""
    context: dict[str, object] = {"suggestion": suggestion}
    if suggestion.suggester == SuggesterKind.ORGANISATION:
        rows = SuggestingOrganisation.objects.filter(suggestion=suggestion)
        context["organisation"] = rows.first()
    elif suggestion.suggester == SuggesterKind.JOINT:
        people = list(suggestion.co_authors.filter(withdrawn_at__isnull=True))
        confirmed = [row for row in people if row.is_confirmed]
        context |= {
            "is_joint": True,
            "confirmed": confirmed,
            "pending": len(people) - len(confirmed),
            "may_add": may_change(suggestion) and may(person, Action.CO_AUTHORS, suggestion, on=on),
        }
    else:
        return None
    return Panel("suggestions/joint/desk/panel.html", context, order=ORDER)
