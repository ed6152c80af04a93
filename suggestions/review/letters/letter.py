"""The letter as it was written, and the editors' text it was made from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kept import KeptRecord
from suggestions.review.decision import OUTCOME_CHOICES, Decision

LANGUAGE = "zh-hans"
"""The portal writes to authors in Chinese; the notice that carries the letter has both."""
TEXT_LENGTH = 4000


class LetterTemplate(models.Model):
    """The words of the letter for one outcome; what stands in braces is filled in."""

    outcome = models.CharField(
        _("outcome"), max_length=16, choices=OUTCOME_CHOICES, unique=True, editable=False
    )
    text = models.TextField(
        _("text"),
        max_length=TEXT_LENGTH,
        help_text=_(
            "Filled in: {title}, {receipt}, {campaign}, {reason}, {organiser} and {date}; and, "
            "where there is something to say, {good} (criteria met well), {lacking} (what was "
            "missing), {figures} (only where the campaign publishes figures), {code} (how the "
            "matter stands, A to D) and {second_look} (until when to ask for one)."
        ),
    )

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The outcome it is for."""
        return self.get_outcome_display()


class Letter(KeptRecord):
    """What the author was told of one published decision, word for word."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="letter")
    entry = models.OneToOneField(
        "suggestions.Entry", on_delete=models.PROTECT, related_name="letter"
    )
    language = models.CharField(max_length=10, default=LANGUAGE)
    text = models.TextField(_("text"))
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        """The decision's key; never what it says."""
        return f"letter {self.decision_id}"
