"""Template tag of what follows a decision, for the author's tracking page."""

from typing import Any

from django import template
from django.utils import timezone

from suggestions.review.letters.letter import Letter
from suggestions.review.second_look import SecondLook, may_ask_until
from suggestions.states import OPEN
from suggestions.suggestion import Suggestion

register = template.Library()


@register.inclusion_tag("suggestions/review/author/after_decision.html")
def after_decision(suggestion: Suggestion) -> dict[str, Any]:
    """The letter, and the second look: offered, asked for or answered. Nothing before a decision
    is public.
    """
    look = SecondLook.objects.filter(suggestion=suggestion).first()
    letter = Letter.objects.filter(decision__suggestion=suggestion).order_by("-pk").first()
    until = None
    if suggestion.state not in OPEN and look is None:
        until = may_ask_until(suggestion, on=timezone.localdate())
    return {"suggestion": suggestion, "letter": letter, "look": look, "until": until}
