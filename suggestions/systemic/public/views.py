"""What anybody sees of a systemic issue: what it is about, what is done, and the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from suggestions.systemic.answering import public_links
from suggestions.systemic.systemic_issue import SystemicIssue


@require_safe
def issue_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue that is on the site; any other answers 404."""
    rows = SystemicIssue.objects.public().select_related("unit", "topic")
    issue = get_object_or_404(rows, pk=pk)
    named, others = public_links(issue)
    context = {
        "issue": issue,
        "actions": issue.actions.select_related("unit"),
        "notes": issue.notes.filter(is_public=True),
        "named": named,
        "others": others,
        "linked": len(named) + others,
    }
    return render(request, "suggestions/systemic/public.html", context)
