"""The page of experts for a suggestion, with a button to ask them in a round."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.user import User
from portal.accounts.views import acting_user
from portal.keys import keys_in
from search.experts.matching import Match, experts_for
from search.screening import on_desk
from suggestions.models import Round, Suggestion
from suggestions.review.barring import Ground
from suggestions.review.conflicts import barred_pairs, ties_of
from suggestions.review.experts.pool import can_be_asked
from suggestions.review.rights import may_run_round, may_use_desk


@dataclass(frozen=True)
class Row:
    """One expert on the page: why they fit, and whether they can be asked in the round."""

    match: Match
    ground: Ground | None
    is_asked: bool
    may_be_asked: bool


@require_safe
@never_cache
def for_suggestion(request: HttpRequest, receipt: str) -> HttpResponse:
    """Who could be asked about a suggestion, for the organisers who have it on their desk.

    `round` in the query (a key) is the round in which they could be asked.
    """
    user, today = acting_user(request), localdate()
    if not may_use_desk(user, on=today):
        raise PermissionDenied
    suggestion = on_desk(user, receipt, on=today)
    place = _round(request.GET.get("round", ""), suggestion, user, on=today)
    context = {
        "suggestion": suggestion,
        "round": place,
        "rows": _rows(experts_for(suggestion, on=today), suggestion, place, on=today),
        "page_title": _("Experts for this suggestion"),
        "header_icon": "group",
        "back": _back(place, receipt),
    }
    return render(request, "search/experts/page.html", context)


def _round(asked: str, suggestion: Suggestion, user: User, *, on: date) -> Round | None:
    """The open round in which `user` may ask somebody about `suggestion`."""
    rows = Round.objects.open().filter(pk__in=keys_in([asked]), standings__suggestion=suggestion)
    found = rows.select_related("campaign__organiser").first()
    return found if found and may_run_round(user, found, on=on) else None


def _rows(
    found: list[Match], suggestion: Suggestion, place: Round | None, *, on: date
) -> list[Row]:
    people = [match.expert.user for match in found if match.expert.user]
    rows = Suggestion.objects.filter(pk=suggestion.pk)
    barred = barred_pairs(rows, ties_of(people, on=on)).get(suggestion.pk, {})
    asked: set[int] = set()
    askable: set[int] = set()
    if place is not None:
        readers = place.assignments.filter(suggestion=suggestion)
        asked = set(readers.values_list("reviewer", flat=True))
        known = can_be_asked(place.campaign.organiser, on=on)
        askable = set(
            known.filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True)
        )
    return [
        Row(
            match,
            ground=barred.get(match.expert.user_id or 0),
            is_asked=match.expert.user_id in asked,
            may_be_asked=match.expert.user_id in askable,
        )
        for match in found
    ]


def _back(place: Round | None, receipt: str) -> str:
    """The suggestion in the round, or on the screening desk."""
    if place is not None:
        return reverse("review:standing", args=[place.pk, receipt])
    return reverse("handling:item", args=[receipt])
