"""Public pages of golden ideas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.paging import window
from suggestions.conversion.figures import public_figures
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.register import RegisterForm
from suggestions.conversion.rules import FollowUpRules
from suggestions.conversion.showing import shown_idea
from suggestions.conversion.stages import Stage
from suggestions.conversion.timeline import moments_of
from suggestions.review.standing import Standing

PAGE_SIZE = 12
NEWEST_FIRST = ("-adopted_at", "-pk")


@require_safe
def golden_ideas(request: HttpRequest) -> HttpResponse:
    """The register, latest first, narrowed as the address says."""
    form = RegisterForm(request.GET)
    wish, today = form.wish(), localdate()
    rows = wish.apply(GoldenIdea.objects.public()).for_cards()
    page = window(rows, NEWEST_FIRST, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
    context = {
        "page_of_ideas": page,
        "stage": wish.stage,
        "tabs": _tabs(request, wish.stage),
        "form": form,
        "figures": public_figures(today),
        "today": today,
        "quiet_days": FollowUpRules.load().quiet_days,
    }
    return render(request, "suggestions/conversion/golden_ideas.html", context)


def _tabs(request: HttpRequest, current: Stage | None) -> list[dict[str, object]]:
    """The stages to choose from with the other filters kept, as components/tabs.html wants."""
    choices = [("", _("All"), None), *((stage.value, stage.label, stage) for stage in Stage)]
    tabs: list[dict[str, object]] = []
    for value, label, stage in choices:
        query = request.GET.copy()
        query.pop("page", None)
        query["stage"] = value
        url = f"?{query.urlencode()}"
        tabs.append({"label": label, "url": url, "is_current": stage == current})
    return tabs


@require_safe
def golden_idea(request: HttpRequest, receipt: str) -> HttpResponse:
    """One idea: why it was adopted, what is done about it, and how far that has come."""
    idea = shown_idea(receipt)
    context = {
        "idea": idea,
        "standing": _standing_of(idea),
        "today": localdate(),
        "quiet_days": FollowUpRules.load().quiet_days,
    }
    return render(request, "suggestions/conversion/golden_idea.html", context)


@require_safe
def golden_idea_timeline(request: HttpRequest, receipt: str) -> HttpResponse:
    """Everything that happened to one idea, in order."""
    idea = shown_idea(receipt)
    context = {"idea": idea, "moments": moments_of(idea, localdate())}
    return render(request, "suggestions/conversion/timeline.html", context)


def _standing_of(idea: GoldenIdea) -> Standing | None:
    """How it was scored, if its campaign publishes that."""
    if not idea.suggestion.campaign.publishes_figures:
        return None
    rows = Standing.objects.filter(round=idea.decision.round_id)
    return rows.filter(suggestion=idea.suggestion_id).first()
