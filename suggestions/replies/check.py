"""The check: a supervisor looks whether a final reply really answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.replies.reply import NOTE_LENGTH, Reply
from suggestions.suggestion import Suggestion


class Point(models.TextChoices):
    """What a supervisor looks at (济南 Art. 27: every answer is looked at)."""

    ANSWERS = "answers", _("It answers every point that was raised.")
    DONE = "done", _("What it says was done has been done, or a day is named.")
    BASIS = "basis", _("Rules and facts it relies on are right and named.")
    TONE = "tone", _("It is plain, polite and names whom to ask.")


class Check(models.Model):
    """One supervisor's word on one sent reply. `alone`: the only person there checked their own."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="checks")
    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="check_made")
    passed = models.BooleanField()
    points = models.JSONField(_("what was looked at"), default=list)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    alone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("check of a reply")
        verbose_name_plural = _("checks of replies")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The reply's key and which way it went."""
        return f"{self.reply_id} {self.passed}"
