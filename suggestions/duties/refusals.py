"""Refusals: why a step of a duty cannot be taken, with the rule that stands against it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fault(models.TextChoices):
    """What stands against a step."""

    NOT_HANDLED = (
        "not_handled",
        _("It is not being handled at the moment: nothing can be passed on."),
    )
    DISSOLVED = "dissolved", _("That unit does not exist any longer; please choose its successor.")
    SEALED = (
        "sealed",
        _("A report against someone goes to the office for reports and nowhere else."),
    )
    COMPLAINED = "complained", _("It is about that unit, which therefore cannot handle it.")
    SAME_UNIT = "same_unit", _("That unit answers for it already.")
    ON_OFFER = (
        "on_offer",
        _("It is offered to another unit: wait for its answer or take the offer back."),
    )
    TWICE = "twice", _("That unit has been given a part in it already.")
    TAKEN = "taken", _("A colleague has taken it already.")
    SOMEONE_ELSE = "someone_else", _("It has moved on: someone else was first.")
    REASON = "reason", _("Please give a reason.")
    TEXT = "text", _("Please write what it is about.")
    SHARE = (
        "share",
        _(
            "A unit with any share of the duty cannot return it: it leads and calls in the others "
            "(first receiver; Beijing Regulations on Handling Complaints, Art. 14)."
        ),
    )
    ACCEPTED = (
        "accepted",
        _(
            "A unit that has accepted cannot return it any more: it leads and calls in the others "
            "(first receiver; Beijing Regulations on Handling Complaints, Art. 14)."
        ),
    )
    LATE = (
        "late",
        _("The time for objections is over (Regulations on Petition Work, Art. 23)."),
    )
    INSISTED = "insisted", _("The sender has insisted on it: take it, or dispute it.")
    NOT_REFUSED = "not_refused", _("Only what the sender has refused can be disputed.")
    NO_OBJECTION = "no_objection", _("There is no open objection.")
    NO_DISPUTE = "no_dispute", _("There is no open dispute.")
    CONFERENCE = "conference", _("The joint conference has it: it decides.")
    COLLEAGUE = "colleague", _("That person does not handle suggestions for this unit.")
    KEPT_OUT = "kept_out", _("That person is kept out of it.")
    SECOND_PERSON = "second_person", _("Somebody else of your unit has to decide this.")
    BELOW = "below", _("Units below your own are not called: they are given a part.")
    NOT_LATE = "not_late", _("There is still time to answer the call.")
    TOP = "top", _("There is no unit above that could be called.")
    NO_CLOCK = "no_clock", _("No time limit runs for this step.")
    TOO_LONG = "too_long", _("The rule does not allow that day.")
    ASKED_BEFORE = "asked_before", _("More time has been asked for already.")
    OWN_UNIT = "own_unit", _("A unit does not call itself.")
    CALLED_BEFORE = "called_before", _("That unit has been called already.")
    NOT_DONE = "not_done", _("It can be rated once it is done.")


class DutyRefused(Exception):
    """The step cannot be taken; `fault` says why and nothing has changed."""

    def __init__(self, fault: Fault) -> None:
        """Keep the reason."""
        super().__init__(fault.label)
        self.fault = fault
