"""What was learned, kept: one row for each thing that can be guessed, with its file."""

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from suggestions.models import Suggestion


class Target(models.TextChoices):
    """What is guessed of a suggestion; each is the name of one of its fields."""

    TOPIC = "topic", _("Topic")
    UNIT = "unit", _("Unit in charge")


def private() -> Storage:
    """Where the files lie: out of the reach of every address."""
    return storages["private"]


class LearnedClassifier(models.Model):
    """A classifier in a file. `digest` (SHA-256) guards it: only what was stored is loaded."""

    target = models.CharField(max_length=8, choices=Target, unique=True)
    file = models.FileField(storage=private, upload_to="routing")
    digest = models.CharField(max_length=64)
    learned_from = models.PositiveIntegerField()
    learned_at = models.DateTimeField()

    def __str__(self) -> str:
        """What it guesses, and from how much."""
        return f"{self.target}: {self.learned_from}"


class RoutingHint(models.Model):
    """Where one suggestion may belong, for the `version` of it that was read.

    `topics` and `units` hold pairs of primary key and probability (0 to 1), the best first.
    """

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    version = models.PositiveIntegerField()
    topics = models.JSONField(default=list)
    units = models.JSONField(default=list)
    guessed_at = models.DateTimeField()

    def __str__(self) -> str:
        """The suggestion's key."""
        return f"hint for suggestion {self.pk}"
