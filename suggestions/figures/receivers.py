"""What hears that something has changed which the figures count."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.signals import rows_changed
from suggestions.agency.agency import Agency
from suggestions.clocks.clock import Clock
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.figures.refreshing import mark
from suggestions.history import Entry, Event
from suggestions.rating.asking import Asking
from suggestions.rating.rating import Rating
from suggestions.repeats.link import Link
from suggestions.suggestion import Suggestion

OF_SUGGESTIONS: dict[type[Model], str] = {
    Suggestion: "pk",
    Clock: "suggestion_id",
    GoldenIdea: "suggestion_id",
    Agency: "suggestion_id",
    Asking: "suggestion_id",
    Rating: "suggestion_id",
    Link: "later_id",
}
"""The rows that tell facts, and which suggestion they are about."""


@receiver([post_save, post_delete])
def count_after_change(sender: type[Model], instance: Model, **signal: Any) -> None:
    """One row was stored or removed."""
    if sender in OF_SUGGESTIONS:
        mark([getattr(instance, OF_SUGGESTIONS[sender])])
    elif isinstance(instance, Entry) and instance.event == Event.MOVED:
        mark([instance.suggestion_id])


@receiver(rows_changed)
def count_after_bulk(model: type[Model], keys: list[int], **signal: Any) -> None:
    """Many rows were stored at once."""
    if model not in OF_SUGGESTIONS:
        return
    if model is Suggestion:
        mark(keys)
        return
    rows = model._default_manager.filter(pk__in=keys)  # noqa: SLF001 - a documented name
    mark(rows.values_list(OF_SUGGESTIONS[model], flat=True))
