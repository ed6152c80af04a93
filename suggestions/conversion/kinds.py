"""What an idea was turned into, and what proves it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConversionKind(models.TextChoices):
    """What an idea was turned into (上海市人民建议征集若干规定 Art. 13)."""

    WORK_MEASURE = "work_measure", _("A measure of work")
    BETTER_PRACTICE = "better_practice", _("A better way of working")
    RULE = "rule", _("A law, regulation or policy made or changed")
    OVERSIGHT = "oversight", _("Oversight by the people's congress")
    MOTION = "motion", _("A motion or proposal of delegates")
    REFERENCE = "reference", _("Reference for a decision")
    OTHER = "other", _("Something else")


class ProofKind(models.TextChoices):
    """What shows that it was done."""

    DOCUMENT = "document", _("A document")
    REGULATION = "regulation", _("A version of a regulation")
    MINUTES = "minutes", _("Minutes of a meeting")
