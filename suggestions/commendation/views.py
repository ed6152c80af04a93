"""Public pages of commendations: what runs as a notice, and what was ordered."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.paging import window
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.draw import Draw
from suggestions.commendation.nominee import Nominee, in_public_order
from suggestions.commendation.steps import AwardKind, Step

PAGE_SIZE = 12
NEWEST_FIRST = ("-year", "-quarter", "-pk")


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The notices that run, then the orders, latest first."""
    public = Commendation.objects.public().select_related("unit")
    running = public.exclude(step=Step.PUBLISHED).order_by("-notice_from", "-pk")
    orders = public.filter(step=Step.PUBLISHED)
    page = window(orders, NEWEST_FIRST, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
    context = {"running": list(running), "page_of_orders": page}
    return render(request, "suggestions/commendation/list.html", context)


@require_safe
def commendation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One list in public order, without figures; how to object, and how the panel is drawn."""
    rows = Commendation.objects.public().select_related("unit")
    commendation = get_object_or_404(rows, pk=pk)
    context = {
        "commendation": commendation,
        "groups": groups_of(commendation),
        "takes_objections": commendation.takes_objections(timezone.now()),
        "draw": draw_of(commendation),
    }
    return render(request, "suggestions/commendation/detail.html", context)


def groups_of(commendation: Commendation) -> list[tuple[str, list[Nominee]]]:
    """Those on the list by award, each in public order; awards nobody gets are left out."""
    nominees = in_public_order(standing_nominees(commendation))
    groups = [
        (str(kind.label), [one for one in nominees if one.kind == kind]) for kind in AwardKind
    ]
    return [(label, group) for label, group in groups if group]


def standing_nominees(commendation: Commendation) -> QuerySet[Nominee]:
    """Those nobody has taken off, with what their names depend on."""
    return commendation.nominees.standing().with_grounds()


def draw_of(commendation: Commendation) -> dict[str, object] | None:
    """What everyone may know of the draw: numbers, never the reviewers' names."""
    draw = Draw.objects.filter(commendation=commendation).first()
    if draw is None:
        return None
    return {
        "draw": draw,
        "drawn": [member.user_id for member in draw.members.all()],
        "candidates": draw.candidates if draw.drawn_at else [],
    }
