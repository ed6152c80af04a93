"""The draw: who sits on the panel, by a seed that was promised before and shown afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.commendation.commendation import Commendation

WORDS_LENGTH = 500


class Draw(models.Model):
    """The draw of one commendation: seed and candidates fixed with the notice, drawn later.

    `candidates` are the keys of the users, in ascending order. `commitment` is public from
    the notice on, `seed` only once `drawn_at` is set.
    """

    commendation = models.OneToOneField(Commendation, on_delete=models.CASCADE, related_name="draw")
    size = models.PositiveSmallIntegerField(_("members of the panel"))
    seed = models.CharField(max_length=64)
    candidates = models.JSONField(default=list)
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    passed_over = models.JSONField(default=list)

    class Meta:
        verbose_name = _("draw of a panel")
        verbose_name_plural = _("draws of panels")

    def __str__(self) -> str:
        """The commitment."""
        return self.commitment

    @property
    def public_seed(self) -> str:
        """The seed once it was used; "" before."""
        return self.seed if self.drawn_at else ""


class PanelMember(models.Model):
    """Somebody who was drawn, and what they say about the list."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    agrees = models.BooleanField(null=True)
    words = models.CharField(_("why"), max_length=WORDS_LENGTH, blank=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("panel member of a commendation")
        verbose_name_plural = _("panel members of commendations")
        ordering = ["draw_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "user"], name="panel_member_once"),
        ]

    def __str__(self) -> str:
        """The member's name."""
        return str(self.user)
