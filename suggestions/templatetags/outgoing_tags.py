"""Template tags about what authors wish to hear."""

from django import template
from django.urls import reverse

from portal.accounts.user import User
from suggestions.outgoing.silence import is_silent
from suggestions.suggestion import Suggestion

register = template.Library()


@register.inclusion_tag("suggestions/outgoing/switch.html", takes_context=True)
def messages_switch(context: template.RequestContext, suggestion: Suggestion) -> dict[str, object]:
    """The switch of one suggestion, for its author; nothing where nobody can be told at all."""
    reachable = bool(suggestion.contact_id or suggestion.author_id)
    return {
        "csrf_token": context.get("csrf_token"),
        "shown": reachable,
        "action": reverse("suggestions:messages", args=[suggestion.receipt]),
        "silent": reachable and is_silent(suggestion),
    }


@register.inclusion_tag("suggestions/outgoing/switch.html", takes_context=True)
def account_switch(context: template.RequestContext, user: User) -> dict[str, object]:
    """The switch of all suggestions of the account."""
    return {
        "csrf_token": context.get("csrf_token"),
        "shown": True,
        "for_account": True,
        "action": reverse("suggestions:account_messages"),
        "silent": is_silent(user),
    }
