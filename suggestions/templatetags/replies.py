"""Template tags of replies and ratings, for the public page and for the author's."""

from django import template
from django.template import Context
from django.utils import timezone

from suggestions.rating.forms import RatingForm
from suggestions.rating.link import asking_of, check_open
from suggestions.rating.refusals import RatingRefused
from suggestions.rating.tokens import short_code
from suggestions.suggestion import Suggestion

register = template.Library()


@register.inclusion_tag("suggestions/replies/thread.html")
def public_replies(suggestion: Suggestion) -> dict[str, object]:
    """The replies to a public suggestion that were reviewed and are open to everyone."""
    rows = suggestion.replies.released().select_related("unit").order_by("sent_at", "pk")
    return {"replies": list(rows)}


@register.inclusion_tag("suggestions/replies/thread.html")
def replies_to_author(suggestion: Suggestion) -> dict[str, object]:
    """Everything the author was told in replies."""
    rows = suggestion.replies.sent().select_related("unit").order_by("sent_at", "pk")
    return {"replies": list(rows), "for_author": True}


@register.inclusion_tag("suggestions/rating/question.html", takes_context=True)
def rating_question(context: Context, suggestion: Suggestion) -> dict[str, object]:
    """The two questions on the tracking page, while they may be answered."""
    asking = asking_of(suggestion.receipt)
    try:
        open_asking = check_open(asking, at=timezone.now()) if asking else None
    except RatingRefused:
        open_asking = None
    rating = suggestion.ratings.order_by("-pk").first() if asking and not open_asking else None
    return {
        "suggestion": suggestion,
        "asking": open_asking,
        "code": short_code(open_asking) if open_asking else "",
        "rating": rating,
        "form": RatingForm(),
        "csrf_token": context.get("csrf_token"),
    }
