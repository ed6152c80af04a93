"""The card "Contacts" on a suggestion's page."""

from datetime import date

from portal.accounts.user import User
from suggestions.contacts.logging_contact import personal_contacts
from suggestions.handling.desk.panels import Panel
from suggestions.rights import Action, may
from suggestions.suggestion import Suggestion

LAST = 3


def contacts_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """The last contacts and the three personal ones, for those who keep the log. Two queries."""
    if not may(person, Action.LOG_CONTACT, suggestion, on=on):
        return None
    standing = suggestion.contacts.filter(corrected_by__isnull=True)
    context = {
        "suggestion": suggestion,
        "entries": list(standing.order_by("-happened_at", "-pk")[:LAST]),
        "personal": personal_contacts(suggestion),
    }
    return Panel("suggestions/contacts/panel.html", context, order=510)
