"""The public page of the board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from suggestions.figures.overdue.board import SHOWN, public_board
from suggestions.figures.overdue.setting import OverdueBoard


def board_page(request: HttpRequest) -> HttpResponse:
    """Which units are late, and since when; raises Http404 while the board is not public."""
    board = OverdueBoard.load()
    if not board.is_public:
        raise Http404
    now = timezone.now()
    context = {"owed": public_board(at=now), "now": now, "since": board.shown_since}
    context["shown"] = SHOWN
    return render(request, "suggestions/figures/public_overdue.html", context)
