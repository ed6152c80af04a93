"""Steps that are due, what starts their clocks, and how the time is counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(models.TextChoices):
    """What somebody owes by a certain moment."""

    FORWARD = "forward", _("Register and forward")
    NOTICE = "notice", _("Tell the author of the receipt")
    OBJECT = "object", _("Object to being in charge")
    CONTACT = "contact", _("Contact the author")
    MEET = "meet", _("Meet the author")
    INTERIM = "interim", _("Resolve or give an interim answer")
    REPLY = "reply", pgettext_lazy("a step", "Reply")
    CALL = "call", _("Answer a call from below")
    CLOSE = "close", pgettext_lazy("a step", "Close")
    RATE = "rate", _("Ask the author for a rating")


class Start(models.TextChoices):
    """What a clock is started by."""

    SUBMITTED = "submitted", _("when it was handed in")
    ACCEPTED = "accepted", _("when it was accepted")
    ASSIGNED = "assigned", _("when a unit was given it")
    CALLED = "called", _("when a unit called for help")
    ASKED = "asked", _("when the author was asked")


class TimeUnit(models.TextChoices):
    """How the length of a clock is counted."""

    HOUR = "hour", _("hours")
    DAY = "day", _("calendar days")
    WORKING_DAY = "working_day", _("working days")
