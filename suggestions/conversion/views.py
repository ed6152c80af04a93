"""Public pages of golden ideas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.paging import window
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.stages import Stage
from suggestions.review.standing import Standing

PAGE_SIZE = 12


@require_safe
def golden_ideas(request: HttpRequest) -> HttpResponse:
    """The list, latest first, perhaps of one stage only."""
    stage = Stage.from_text(request.GET.get("stage", ""))
    rows = GoldenIdea.objects.public().at_stage(stage).for_cards()
    page = window(rows, NEWEST_FIRST, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
    context = {"page_of_ideas": page, "stage": stage, "tabs": _tabs(stage)}
    return render(request, "suggestions/conversion/golden_ideas.html", context)


NEWEST_FIRST = ("-adopted_at", "-pk")


def _tabs(current: Stage | None) -> list[dict[str, object]]:
    """The stages to choose from, as components/tabs.html takes them."""
    tabs: list[dict[str, object]] = [{"label": _("All"), "url": "?", "is_current": current is None}]
    for stage in Stage:
        url = f"?stage={stage.value}"
        tabs.append({"label": stage.label, "url": url, "is_current": stage == current})
    return tabs


@require_safe
def golden_idea(request: HttpRequest, receipt: str) -> HttpResponse:
    """One idea: why it was adopted, how it was scored, and what is done about it."""
    rows = GoldenIdea.objects.public().for_page()
    idea = get_object_or_404(rows, suggestion__receipt=receipt)
    standing = get_object_or_404(
        Standing, round=idea.decision.round_id, suggestion=idea.suggestion_id
    )
    context = {"idea": idea, "standing": standing, "today": localdate()}
    return render(request, "suggestions/conversion/golden_idea.html", context)
