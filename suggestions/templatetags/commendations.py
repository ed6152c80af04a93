"""Template tags about commendations and about what leaders took up."""

from django import template
from django.template import Context
from django.utils.timezone import localdate

from suggestions.commendation.nominee import Nominee
from suggestions.commendation.steps import AwardKind, Step
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.released import taken_up_by
from suggestions.instructions.rights import Act, may
from suggestions.suggestion import Suggestion

register = template.Library()


@register.inclusion_tag("suggestions/commendation/of_author.html", takes_context=True)
def commendations_of(context: Context, suggestion: Suggestion) -> dict[str, object]:
    """The commendations that a suggestion brought its author, with the certificates."""
    rows = Nominee.objects.standing().filter(
        kind=AwardKind.AUTHOR, grounds=suggestion, commendation__step=Step.PUBLISHED
    )
    rows = rows.select_related("commendation", "certificate").prefetch_related("grounds__campaign")
    return {
        "nominees": list(rows),
        "suggestion": suggestion,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("suggestions/instructions/taken_up.html")
def taken_up(suggestion: Suggestion) -> dict[str, object]:
    """By whom a public suggestion was taken up, as it was released for everyone."""
    return {"wordings": taken_up_by(suggestion)}


@register.inclusion_tag("suggestions/instructions/desk/link.html", takes_context=True)
def leaders_instructions(context: Context, suggestion: Suggestion) -> dict[str, object]:
    """At a desk: the instructions on a suggestion, and the way to a new one, as far as allowed."""
    person, on = context["request"].user, localdate()
    seen = Instruction.objects.visible_to(person, on=on).filter(suggestion=suggestion)
    may_write = any(may(person, act, suggestion, on=on) for act in (Act.INSTRUCT, Act.ENTER))
    return {
        "instructions": list(seen.select_related("leader").prefetch_related("units", "feedback")),
        "today": on,
        "may_write": may_write,
        "suggestion": suggestion,
    }
