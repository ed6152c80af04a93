"""The steps of a commendation, the one table of moves between them, and the kinds of awards."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(models.TextChoices):
    """How far a commendation has come."""

    DRAFT = "draft", pgettext_lazy("of a commendation", "Draft list")
    NOTICE = "notice", pgettext_lazy("of a commendation", "Public notice")
    PANEL = "panel", pgettext_lazy("of a commendation", "With the panel")
    APPROVED = "approved", pgettext_lazy("of a commendation", "Approved")
    PUBLISHED = "published", pgettext_lazy("of a commendation", "Order published")
    DROPPED = "dropped", pgettext_lazy("of a commendation", "Dropped")


STEPS: dict[Step, frozenset[Step]] = {
    Step.DRAFT: frozenset({Step.NOTICE, Step.DROPPED}),
    Step.NOTICE: frozenset({Step.PANEL, Step.DRAFT, Step.DROPPED}),
    Step.PANEL: frozenset({Step.APPROVED, Step.DROPPED}),
    Step.APPROVED: frozenset({Step.PUBLISHED, Step.DROPPED}),
    Step.PUBLISHED: frozenset(),
    Step.DROPPED: frozenset(),
}
"""Where each step may lead. Nothing leads back behind the panel: nobody draws until it suits."""

IN_PUBLIC = frozenset({Step.NOTICE, Step.PANEL, Step.APPROVED, Step.PUBLISHED})
"""From the notice on everyone may see the list, without any figure or order of merit."""

CHANGEABLE = frozenset({Step.DRAFT})
"""The list may grow only before the notice: who is commended was shown to everyone."""

REDUCIBLE = frozenset({Step.DRAFT, Step.NOTICE, Step.PANEL})
"""Until the approval somebody may still be taken off the list, with a reason."""


class AwardKind(models.TextChoices):
    """Who can be commended."""

    AUTHOR = "author", pgettext_lazy("of an award", "Author")
    UNIT = "unit", pgettext_lazy("of an award", "Model township or street")
    STATION = "station", pgettext_lazy("of an award", "Model village or station")
    CLERK = "clerk", pgettext_lazy("of an award", "Station clerk")


class Quarter(models.IntegerChoices):
    """A quarter of a year, or the whole of it."""

    YEAR = 0, _("Whole year")
    FIRST = 1, _("First quarter")
    SECOND = 2, _("Second quarter")
    THIRD = 3, _("Third quarter")
    FOURTH = 4, _("Fourth quarter")
