"""Notes: what a panel says about a suggestion among itself. Never shown to author or public."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptRecord
from suggestions.review.rights import may_write_note
from suggestions.review.standing import Standing

NOTE_LENGTH = 2000


class PanelNote(KeptRecord):
    """One contribution to the discussion of a suggestion in its round."""

    standing = models.ForeignKey(Standing, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("note"), max_length=NOTE_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("note of the panel")
        verbose_name_plural = _("notes of the panel")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="panel_note_says_something"),
        ]

    def __str__(self) -> str:
        """Whose note on which standing; never what it says."""
        return f"{self.standing_id}: {self.by}"


def write_note(standing: Standing, text: str, *, by: User, at: datetime) -> PanelNote:
    """Add `text`, which a form has cleaned, to the discussion.

    Raises PermissionDenied for anyone but the editors and chairs of the round.
    """
    if not may_write_note(by, standing.round, on=localdate(at)):
        raise PermissionDenied
    return PanelNote.objects.create(standing=standing, text=text, by=by, at=at)
