"""Template tags of the desks of review."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from django import template
from django.utils import timezone

from suggestions.review.assignment import Assignment
from suggestions.review.reviews import Review
from suggestions.review.round import Round
from suggestions.review.staleness import MOST_SHOWN, stale_of_round
from suggestions.review.texts import masked, text_hash
from suggestions.templatetags.golden_ideas import named

register = template.Library()
register.filter("named", named)

SOON = timedelta(days=2)
Item = TypeVar("Item")


@register.filter
def item(values: Sequence[Item], index: int) -> Item:
    """The value at `index`, for tables whose heads and cells run side by side."""
    return values[index]


@register.filter
def is_soon(deadline: datetime) -> bool:
    """Whether the deadline is less than two days away, or gone."""
    return deadline - timezone.now() < SOON


@register.filter
def is_past(deadline: datetime) -> bool:
    """Whether the deadline is gone."""
    return deadline <= timezone.now()


@register.filter
def judged_another_text(assignment: Assignment) -> bool:
    """Whether the text has changed since the reviewer judged it; of one with a review."""
    return bool(assignment.review.text_hash != text_hash(assignment.suggestion))


@register.inclusion_tag("suggestions/review/scoring/stale_of_round.html")
def stale_reviews(round: Round) -> dict[str, object]:
    """For the chair: reviews of the round whose text has changed since; nothing if none."""
    return {"round": round, "stale": stale_of_round(round)}


@register.inclusion_tag("suggestions/review/scoring/abstentions.html")
def abstentions(round: Round) -> dict[str, object]:
    """For the organisers: who abstained from what, and why; nothing if nobody did."""
    rows = round.assignments.unsealed().filter(abstained_at__isnull=False)
    rows = rows.order_by("-abstained_at", "-pk")
    return {"round": round, "abstained": rows.select_related("reviewer", "suggestion")[:MOST_SHOWN]}


@register.filter
def shown_title(assignment: Assignment) -> str:
    """The suggestion's title as its reviewer may read it."""
    suggestion = assignment.suggestion
    if assignment.round.author_hidden:
        return masked(suggestion.title, suggestion)
    return suggestion.title


@register.filter
def has_comments(review: Review | None) -> bool:
    """Whether a submitted review says anything in words."""
    if review is None:
        return False
    return bool(review.comment) or any(score.comment for score in review.scores.all())


@register.filter
def weight(value: Decimal) -> str:
    """A weight without needless zeros."""
    return f"{value.normalize():f}"
