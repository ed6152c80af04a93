"""Template tags about the systemic issues on the site."""

from django import template

from suggestions.suggestion import Suggestion
from suggestions.systemic.systemic_issue import SystemicIssue

register = template.Library()


@register.inclusion_tag("suggestions/systemic/gathered.html")
def gathered_into(suggestion: Suggestion) -> dict[str, object]:
    """The public issue in which `suggestion` is handled with others, if any; one query."""
    issues = SystemicIssue.objects.public().about(suggestion)
    return {"issue": issues.with_linked().select_related("unit").first()}
