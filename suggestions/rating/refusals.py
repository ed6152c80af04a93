"""Why a rating, a link or a call back is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.TextChoices):
    """What stands in the way; none of it says whose matter it is."""

    INVALID = "invalid", _("This link or code is not valid. Please look at it once more.")
    EXPIRED = "expired", _("The time for rating is over.")
    RATED = "rated", _("It has been rated already; thank you.")
    HANDLING_UNIT = "handling_unit", _("The unit that handled it does not make this call.")
    OWN_HAND = "own_hand", _("Somebody else has to call: you had a hand in the reply.")
    TAKEN = "taken", _("Somebody else is making this call at the moment.")
    NOT_CLAIMED = "not_claimed", _("Take the call first: your time for it is over.")
    NO_PHONE = "no_phone", _("There is no telephone number.")
    NOTE = "note", _("Please say what came of it.")
    STATE = "state", _("It has moved on: someone else was first, or this step does not fit.")


class RatingRefused(Exception):
    """The step cannot be taken; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the reason."""
        super().__init__(refusal.label)
        self.refusal = refusal
