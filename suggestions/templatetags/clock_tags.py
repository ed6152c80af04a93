"""Template tags about time limits, for authors."""

from django import template

from suggestions.clocks.step import Step
from suggestions.suggestion import Suggestion

register = template.Library()
TOLD = (Step.FORWARD, Step.CONTACT, Step.MEET, Step.INTERIM, Step.REPLY)
"""What the author waits for; how offices settle things among themselves is not told."""


@register.inclusion_tag("suggestions/clocks/for_author.html")
def waited_for(suggestion: Suggestion) -> dict[str, object]:
    """What the unit in charge owes the author, and until when; one query."""
    owed = suggestion.clocks.open().filter(step__in=TOLD, unit=suggestion.unit_id)
    return {"clocks": list(owed)}
