"""What a signed-in person has handed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.paging import window
from suggestions.suggestion import Suggestion

PAGE_SIZE = 20
ORDER = ("-submitted_at", "-id")


@never_cache
@login_required
@require_safe
def mine_page(request: HttpRequest) -> HttpResponse:
    """The person's own suggestions, newest first, public or not."""
    rows = Suggestion.objects.filter(author=request.user.pk).select_related("campaign")
    page = window(rows, ORDER, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
    return render(request, "suggestions/intake/mine.html", {"window": page})
