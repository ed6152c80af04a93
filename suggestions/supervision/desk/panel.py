"""The card "Supervision" on a suggestion's page."""

from datetime import date

from portal.accounts.user import User
from suggestions.handling.desk.panels import Panel
from suggestions.rights import Action, may
from suggestions.states import OPEN, Classification
from suggestions.suggestion import Suggestion
from suggestions.supervision.conference.agenda import AgendaItem, ConferenceDecision
from suggestions.supervision.desk.entrance import may_enter
from suggestions.supervision.leading.case import LedCase, PeopleConcerned
from suggestions.supervision.letters.letter import SupervisionLetter


def supervision_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """Letters, cases and what the conference has to do with it; nothing for reports.

    Five queries, however much there is.
    """
    if suggestion.classification == Classification.REPORT or not may_enter(person, on=on):
        return None
    letters = SupervisionLetter.objects.visible_to(person, on=on)
    letters = letters.filter(matters__suggestion=suggestion).select_related("unit")
    cases = LedCase.objects.visible_to(person, on=on).filter(suggestion=suggestion)
    items = AgendaItem.objects.of_conferences(person, on=on).filter(suggestion=suggestion)
    decisions = ConferenceDecision.objects.visible_to(person, on=on)
    decisions = decisions.filter(item__suggestion=suggestion).select_related("owner")
    cases_found = list(cases.select_related("leader"))
    people = PeopleConcerned.objects.filter(suggestion=suggestion).first()
    is_open = suggestion.state in OPEN
    taken = any(case.is_open for case in cases_found)
    context = {
        "suggestion": suggestion,
        "letters": list(letters),
        "cases": cases_found,
        "items": list(items),
        "decisions": list(decisions),
        "people": people,
        "on": on,
        "may_write": may(person, Action.SUPERVISE, suggestion, on=on) and not person.is_superuser,
        "may_take_on": is_open and not taken and may(person, Action.TAKE_ON, suggestion, on=on),
        "may_put": may(person, Action.PUT_ON_AGENDA, suggestion, on=on),
        "may_count": may(person, Action.LOG_CONTACT, suggestion, on=on),
    }
    return Panel("suggestions/supervision/panel.html", context, order=350)
