"""Template tags about who suggests together."""

from django import template

from suggestions.joint.inviting import is_own_report, may_change
from suggestions.states import SuggesterKind
from suggestions.suggestion import Suggestion

register = template.Library()
register.filter(is_own_report)


@register.inclusion_tag("suggestions/joint/standing_behind.html")
def standing_behind(suggestion: Suggestion) -> dict[str, object]:
    """The co-authors everyone may read of: names with each one's consent, the others as a count.

    One query for a joint suggestion, none for others.
    """
    if suggestion.suggester != SuggesterKind.JOINT:
        return {"count": 0}
    people = list(suggestion.co_authors.confirmed())
    names = [person.name for person in people if person.name_shown and person.name]
    return {"count": len(people), "names": names, "unnamed": len(people) - len(names)}


@register.inclusion_tag("suggestions/joint/invite_link.html")
def invite_link(suggestion: Suggestion) -> dict[str, object]:
    """The way to invite others, for the author; one query for a joint suggestion or a report."""
    joint = suggestion.suggester == SuggesterKind.JOINT
    person = suggestion.suggester == SuggesterKind.PERSON and may_change(suggestion)
    confirmed = suggestion.co_authors.confirmed().count() if joint else 0
    shown = (joint or person) and not is_own_report(suggestion)
    return {"suggestion": suggestion, "shown": shown, "confirmed": confirmed}
