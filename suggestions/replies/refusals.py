"""Why a step with a reply is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from suggestions.clocks.committing import TOO_FAR


class Refusal(models.TextChoices):
    """What stands in the way."""

    EMPTY = "empty", _("Please write the reply first.")
    WITHDRAWN = "withdrawn", _("Its author has withdrawn it: nothing more is sent.")
    GONE = "gone", _("Nothing more is sent: it was decided, answered or referred meanwhile.")
    PASSED_ON = (
        "passed_on",
        _("Another unit is in charge of it now: a draft of the one before is not sent."),
    )
    STATE = "state", _("It has moved on: someone else was first, or this step does not fit.")
    STALE = "stale", _("Somebody else has changed the draft meanwhile; both texts are below.")
    OWN_HAND = "own_hand", _("Somebody else has to do this: you wrote or approved it yourself.")
    SUPERVISOR = "supervisor", _("A supervisor has to look at it.")
    SAME_AGAIN = (
        "same_again",
        _("It was opened again after a low rating: somebody else has to answer this time."),
    )
    ABOVE = (
        "above",
        _("It was opened again after a low rating: the unit above answers, if it takes it."),
    )
    NOTE = "note", _("Please say what is missing.")
    REASON = "reason", _("Please say why not everybody may read it.")
    NOT_REVIEWED = (
        "not_reviewed",
        _("Somebody has to look for personal data and secrets before it is sent."),
    )
    POINTS = "points", _("A reply that passes has passed every point of the list.")
    PAST_DAY = "past_day", _("The day by which it will be done must not be in the past.")
    FAR_DAY = "far_day", TOO_FAR
    TEMPLATE = "template", _("There is no such template.")
    TOO_LONG = "too_long", _("With the template the reply is too long; it is saved without it.")


class ReplyRefused(Exception):
    """The step cannot be taken; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the reason."""
        super().__init__(refusal.label)
        self.refusal = refusal
