"""The states of a suggestion and the one table of moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a suggestion stands."""

    RECEIVED = "received", _("Received")
    RETURNED = "returned", _("Returned for completion")
    REFERRED = "referred", _("Referred elsewhere")
    DECLINED = "declined", _("Not accepted")
    ACCEPTED = "accepted", _("Accepted")
    REVIEWING = "reviewing", _("Under review")
    ANSWERED = "answered", _("Answered")
    ADOPTED = "adopted", _("Adopted")
    PARTLY_ADOPTED = "partly_adopted", _("Partly adopted")
    KEPT = "kept", _("Kept for reference")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
    CONVERTED = "converted", _("Carried out")
    PARTLY_CONVERTED = "partly_converted", _("Carried out in part")
    LAPSED = "lapsed", _("Lapsed")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OUTCOMES = frozenset({State.ADOPTED, State.PARTLY_ADOPTED, State.KEPT, State.NOT_ADOPTED})
"""What a panel can decide."""

GOLDEN = frozenset(
    {
        State.ADOPTED,
        State.PARTLY_ADOPTED,
        State.CONVERTED,
        State.PARTLY_CONVERTED,
        State.LAPSED,
    }
)
"""The states of a golden idea."""

CONCLUSIONS = frozenset({State.CONVERTED, State.PARTLY_CONVERTED, State.LAPSED})
"""What becomes of an adopted idea."""

PUBLISHABLE = GOLDEN | {
    State.ACCEPTED,
    State.REVIEWING,
    State.ANSWERED,
    State.KEPT,
    State.NOT_ADOPTED,
    State.CLOSED,
}
"""Someone has looked at it and taken it up: it may be shown to everyone."""

NEVER_PUBLIC = frozenset({State.RETURNED, State.REFERRED, State.DECLINED, State.WITHDRAWN})
"""Moving here takes a suggestion off the site."""

SCREENED = frozenset({State.RECEIVED, State.RETURNED, State.REFERRED, State.DECLINED})
"""Nobody works on it yet: its class and texts may still be set right."""

OPEN = frozenset({State.RECEIVED, State.RETURNED, State.ACCEPTED, State.REVIEWING})
"""Somebody still owes the author an answer."""

MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset(
        {
            State.ACCEPTED,
            State.RETURNED,
            State.REFERRED,
            State.DECLINED,
            State.ANSWERED,
            State.WITHDRAWN,
        }
    ),
    State.RETURNED: frozenset({State.RECEIVED, State.DECLINED, State.WITHDRAWN}),
    State.REFERRED: frozenset({State.RECEIVED, State.WITHDRAWN}),
    State.DECLINED: frozenset({State.RECEIVED}),
    State.ACCEPTED: frozenset(
        {State.RECEIVED, State.REVIEWING, State.ANSWERED, State.REFERRED, State.WITHDRAWN}
    ),
    State.REVIEWING: OUTCOMES | {State.ACCEPTED, State.WITHDRAWN},
    State.ANSWERED: frozenset({State.ACCEPTED, State.REVIEWING, State.CLOSED}),
    State.ADOPTED: CONCLUSIONS,
    State.PARTLY_ADOPTED: CONCLUSIONS,
    State.KEPT: frozenset({State.REVIEWING, State.CLOSED}),
    State.NOT_ADOPTED: frozenset({State.REVIEWING, State.CLOSED}),
    State.CONVERTED: frozenset(),
    State.PARTLY_CONVERTED: frozenset({State.CONVERTED, State.LAPSED}),
    State.LAPSED: frozenset({State.CONVERTED, State.PARTLY_CONVERTED}),
    State.CLOSED: frozenset({State.ACCEPTED}),
    State.WITHDRAWN: frozenset(),
}


class Classification(models.TextChoices):
    """What a message is; only a suggestion enters review or is published (上海 Art. 10).

    Matters of the courts (涉法涉诉) are kept apart from claims: 信访工作条例 Arts. 22, 28, 31(1).

    A message from another system is unsorted until someone has looked at it.
    """

    UNSORTED = "unsorted", _("Not sorted yet")
    SUGGESTION = "suggestion", _("Suggestion")
    QUESTION = "question", _("Question")
    CLAIM = "claim", _("Personal claim")
    COURT = "court", _("Matter of the courts")
    REPORT = "report", _("Report against someone")


class Channel(models.TextChoices):
    """How a suggestion came in."""

    WEB = "web", _("Web")
    STATION = "station", _("Station")
    IMPORT = "import", _("Spreadsheet")
    LETTER = "letter", _("Letter")
    EVENT = "event", _("Event")
    HOTLINE = "hotline", _("Hotline")
    API = "api", _("Other system")


class SuggesterKind(models.TextChoices):
    """Who suggests (建议人)."""

    PERSON = "person", _("A person")
    ORGANISATION = "organisation", _("An organisation")
    JOINT = "joint", _("Several people together")
