"""Events: what an entry of the history can tell, and which of it is for colleagues only."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Event(models.TextChoices):
    """What an entry tells."""

    SUBMITTED = "submitted", _("Submitted")
    MOVED = "moved", _("Moved on")
    CLASSIFIED = "classified", _("Class set")
    ASSIGNED = "assigned", _("Passed to a unit")
    PUBLISHED = "published", pgettext_lazy("of a suggestion", "Published")
    HIDDEN = "hidden", _("Taken off the site")
    EDITED = "edited", _("Text corrected")
    CONSENT_GIVEN = "consent_given", _("Consent given")
    CONSENT_REVOKED = "consent_revoked", _("Consent revoked")
    PROGRESS = "progress", _("Progress reported")
    ASKED = "asked", _("Please tell us whether it was carried out")
    LINKED = "linked", _("Compared with another suggestion")
    UNLINKED = "unlinked", _("Comparison taken back")
    HEARD = "heard", _("An earlier suggestion that says the same has been answered")
    SECOND_LOOK = "second_look", _("A second look was asked for")
    LOOK_ANSWERED = "look_answered", _("The request for a second look is answered")
    RECONSIDERED = "reconsidered", _("Your suggestion has come up again")
    REPLIED = "replied", _("Interim reply")
    RELEASE = "release", _("Reply reviewed before release")
    CHECKED = "checked", _("Reply checked")
    RATE_ASKED = "rate_asked", _("Please tell us how your suggestion was handled")
    RATED = "rated", _("Rated by the author")
    CLAIMED = "claimed", _("Taken over by its author's account")
    CO_AUTHORS = "co_authors", _("Co-authors")
    COMMITTED = "committed", _("Date committed")
    EXCLUDED = "excluded", _("Who is kept out")
    HELD = "held", _("Held: words of the editors' lists were found")
    RELEASED = "released", _("Held text released")
    UNDONE = "undone", _("Step taken back")
    DUTY_OFFERED = "duty_offered", _("Offered to a unit")
    DUTY_TAKEN_BACK = "duty_taken_back", _("Offer taken back")
    DUTY_TAKEN = "duty_taken", _("Taken in hand")
    DUTY_HANDED = "duty_handed", _("Handed to a colleague")
    DUTY_PASSED_ON = "duty_passed_on", _("Duty passed to the successor")
    CONTRIBUTED = "contributed", _("Part of a co-handler")
    DUTY_OBJECTED = "duty_objected", _("Objected to being in charge")
    OBJECTION_AGREED = "objection_agreed", _("Objection agreed to")
    OBJECTION_NO = "objection_no", _("Objection refused")
    DISPUTED = "disputed", _("Taken to the common superior")
    TO_CONFERENCE = "to_conference", _("Taken to the joint conference")
    DISPUTE_SETTLED = "dispute_settled", _("Decided who is in charge")
    EXTENSION_ASKED = "extension_asked", _("More time asked for")
    EXTENSION_NO = "extension_no", _("No more time given")
    EXTENDED = "extended", _("More time given")
    CALLED = "called", _("Unit called for help")
    CALL_ANSWERED = "call_answered", _("Call answered")
    CALL_DONE = "call_done", _("Call dealt with")
    CALL_RATED = "call_rated", _("Answer to a call rated")
    CALL_ESCALATED = "call_escalated", _("Call taken one tier up")
    CALL_TAKEN_BACK = "call_taken_back", _("Call taken back")
    ERASED = "erased", _("Personal data erased")
    SUPERVISED = "supervised", _("Letter of supervision")
    LED = "led", _("Taken on by a leader")
    CONFERENCE = "conference", _("Joint conference")
    CLASSED = "classed", _("Systemic issue")


INTERNAL = frozenset(
    {
        *(Event.SUPERVISED, Event.LED, Event.CONFERENCE, Event.CLASSED),
        *(Event.LINKED, Event.UNLINKED, Event.RELEASE, Event.CHECKED),
        *(Event.EXCLUDED, Event.HELD, Event.RELEASED, Event.UNDONE),
        *(Event.DUTY_OFFERED, Event.DUTY_TAKEN_BACK, Event.DUTY_TAKEN, Event.DUTY_HANDED),
        *(Event.DUTY_PASSED_ON, Event.CONTRIBUTED, Event.DUTY_OBJECTED),
        *(Event.OBJECTION_AGREED, Event.OBJECTION_NO, Event.DISPUTED, Event.TO_CONFERENCE),
        *(Event.DISPUTE_SETTLED, Event.EXTENSION_ASKED, Event.EXTENSION_NO, Event.CALLED),
        *(Event.CALL_ANSWERED, Event.CALL_DONE, Event.CALL_RATED, Event.CALL_ESCALATED),
        Event.CALL_TAKEN_BACK,
    }
)
"""Events for colleagues only: they name what the author may not know of."""
