"""Lists of words kept by editors, and the texts that were held because of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.suggestion import Suggestion

WORD_LENGTH = 60


class Treatment(models.TextChoices):
    """What is done with a text in which a word is found."""

    ALLOW = "allow", _("May stand")
    HOLD = "hold", _("Held until somebody has looked")
    MASK = "mask", _("Masked in public")
    SEAL = "seal", _("Sealed until the office for reports has looked")


class WordList(models.Model):
    """A list of words that are treated alike."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    treatment = models.CharField(_("treatment"), max_length=8, choices=Treatment)
    in_use = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    search_auto_update = False

    class Meta:
        verbose_name = _("word list")
        verbose_name_plural = _("word lists")
        ordering = ["name"]

    def __str__(self) -> str:
        """Name and treatment."""
        return f"{self.name} ({self.get_treatment_display()})"


class Word(models.Model):
    """One word of a list, folded as texts are before they are looked through."""

    word_list = models.ForeignKey(WordList, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(_("word"), max_length=WORD_LENGTH)
    search_auto_update = False

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["word_list", "word"], name="word_once")]

    def __str__(self) -> str:
        """The word."""
        return self.word


class Hold(models.Model):
    """That words were found in a text and it is not published before somebody has looked.

    The suggestion keeps its receipt, its state and its clocks. `found` are the words; what
    was released stays released until a correction brings other words.
    """

    suggestion = models.OneToOneField(Suggestion, on_delete=models.CASCADE, related_name="hold")
    found = models.JSONField(_("found"), default=list)
    at = models.DateTimeField(_("held since"))
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("held text")
        verbose_name_plural = _("held texts")
        ordering = ["at"]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(released_at__isnull=True), name="hold_waiting"
            )
        ]

    def __str__(self) -> str:
        """Receipt and how many words."""
        return f"{self.suggestion.receipt} ({len(self.found)})"
