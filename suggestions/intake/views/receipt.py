"""The receipt, shown once after sending: the only page that shows the tracking code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from suggestions.intake.access import is_author
from suggestions.intake.receipts import tracking_code
from suggestions.suggestion import Suggestion


@never_cache
@require_GET
def receipt_page(request: HttpRequest) -> HttpResponse:
    """Receipt number and tracking code of what this browser sent last, ready to print."""
    key = request.session.get("receipt", 0)
    suggestion = Suggestion.objects.select_related("campaign").filter(pk=key).first()
    now = timezone.now()
    if suggestion is None or not is_author(request.session, request.user, suggestion, at=now):
        return redirect("suggestions:track")
    context = {"suggestion": suggestion, "code": tracking_code(suggestion.submission_key)}
    return render(request, "suggestions/intake/receipt.html", context)
