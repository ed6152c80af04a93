"""The public pages of suggestions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.paging import window
from suggestions.figures.overdue.setting import OverdueBoard
from suggestions.intake.steps import timeline
from suggestions.public.filters import FilterForm
from suggestions.public.history import public_entries
from suggestions.states import OUTCOMES
from suggestions.suggestion import Suggestion
from suggestions.systemic.systemic_issue import SystemicIssue

PAGE_SIZE = 20


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The published suggestions, narrowed and sorted as the address says."""
    form = FilterForm(request.GET)
    wish = form.wish()
    rows = wish.apply(Suggestion.objects.public()).select_related("campaign", "topic", "area")
    page = window(rows, wish.order, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
    context = {
        "form": form,
        "page": None,
        "window": page,
        "has_issues": SystemicIssue.objects.public().exists(),
        "has_board": OverdueBoard.load().is_public,
    }
    return render(request, "suggestions/public/list.html", context)


@require_safe
def detail_page(request: HttpRequest, receipt: str) -> HttpResponse:
    """One published suggestion with what became of it; 404 for everything else."""
    rows = Suggestion.objects.public().select_related("campaign", "topic", "area", "unit")
    suggestion = get_object_or_404(rows, receipt=receipt)
    entries = public_entries(suggestion)
    outcomes = [entry for entry in entries if entry.after in OUTCOMES]
    context = {
        "suggestion": suggestion,
        "steps": timeline(entries, with_notes=False),
        "outcome": outcomes[-1] if outcomes else None,
        "photos": suggestion.attachments.photos().ready(),
    }
    return render(request, "suggestions/public/detail.html", context)
