"""Who wishes a daily digest, and the digests themselves: one row for a person and a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.messaging.claimed import Claimed, ClaimedQuerySet


class DailyChoice(models.Model):
    """Whether a member of staff wishes one mail a day with what waits for them."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="daily_choice")
    wished = models.BooleanField(
        _("one mail each working morning with what waits for me"), default=False
    )

    class Meta:
        verbose_name = _("wish for a daily mail")
        verbose_name_plural = _("wishes for a daily mail")

    def __str__(self) -> str:
        """The person's key and the wish."""
        return f"{self.person_id} {self.wished}"


class DailyDigest(Claimed):
    """The mail of one person and one local day."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    objects = ClaimedQuerySet["DailyDigest"].as_manager()

    class Meta:
        verbose_name = _("daily mail")
        verbose_name_plural = _("daily mails")
        constraints = [
            models.UniqueConstraint(fields=["person", "on"], name="one_digest_a_day"),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="waiting"),
                name="digest_waiting",
            )
        ]

    def __str__(self) -> str:
        """The person's key, the day and what became of it; never an address."""
        return f"{self.person_id} {self.on} {self.state}"
