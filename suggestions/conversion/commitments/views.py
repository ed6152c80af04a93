"""Public pages of the yearly lists."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from portal.paging import window
from suggestions.conversion.action import ActionState
from suggestions.conversion.commitments.commitment_list import CommitmentList
from suggestions.conversion.commitments.shown import items_of, progress_of
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.rules import FollowUpRules

PAGE_SIZE = 12


@require_safe
def lists_page(request: HttpRequest) -> HttpResponse:
    """All published lists, the latest year first, each with how far it has come."""
    shown = Q(items__action__idea__in=GoldenIdea.objects.public())
    done = shown & Q(items__action__state=ActionState.DONE)
    rows = CommitmentList.objects.public().select_related("unit")
    rows = rows.annotate(total=Count("items", filter=shown), done=Count("items", filter=done))
    page = window(rows, ("-year", "-pk"), cursor=request.GET.get("page", ""), size=PAGE_SIZE)
    return render(request, "suggestions/conversion/commitments/lists.html", {"window": page})


@require_safe
def list_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One list with its items and their progress."""
    rows = CommitmentList.objects.public().select_related("unit")
    commitments = get_object_or_404(rows, pk=pk)
    items = items_of(commitments)
    context = {
        "list": commitments,
        "items": items,
        "progress": progress_of(items),
        "today": localdate(),
        "quiet_days": FollowUpRules.load().quiet_days,
    }
    return render(request, "suggestions/conversion/commitments/list.html", context)
