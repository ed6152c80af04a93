"""The page behind the link of the daily mail."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.messaging.daily.digest import DailyChoice
from portal.messaging.daily.stopping import person_behind


@never_cache
@require_http_methods(["GET", "POST"])
def stop_page(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once and ends the daily mail; opening it changes nothing (programs open links)."""
    person = person_behind(token)
    if person is None:
        return render(
            request,
            "portal/messaging/daily_stop.html",
            {"unknown": True},
            status=HTTPStatus.NOT_FOUND,
        )
    if request.method == "POST":
        DailyChoice.objects.filter(person=person).update(wished=False)
        return redirect(request.path)
    wished = DailyChoice.objects.filter(person=person, wished=True).exists()
    return render(request, "portal/messaging/daily_stop.html", {"wished": wished})
