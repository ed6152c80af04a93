"""What anybody sees of systemic issues: what they are about, what is done, and the answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.paging import window
from suggestions.systemic.answering import public_links
from suggestions.systemic.systemic_issue import SystemicIssue

PAGE_SIZE = 20


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The issues that are on the site, the newest first."""
    rows = SystemicIssue.objects.public().with_linked().select_related("unit")
    order = ("-opened_at", "-id")
    page = window(rows, order, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
    return render(request, "suggestions/systemic/public_list.html", {"page_of_issues": page})


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
