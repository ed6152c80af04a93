"""Where the screening desk gets "Where it may belong": a part of its page, or a page of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.views import acting_user
from portal.models import Topic, Unit
from search.routing.learned import LearnedClassifier, RoutingHint, Target
from search.routing.tasks import guess_routing
from search.screening import on_desk, part_or_page
from suggestions.duties.allowed import HANDLED
from suggestions.models import Suggestion
from suggestions.rights import Action, may

LEAST_SHOWN = 0.05
"""Less probable guesses help nobody."""
NEXT_LOOK = {"": "1", "1": "2", "2": "3"}
"""How often the page looks again for a hint that is still being worked out."""
ROWS: dict[Target, Any] = {Target.TOPIC: Topic.objects, Target.UNIT: Unit.objects}


@dataclass(frozen=True)
class Place:
    """A topic or unit that a suggestion may belong to, with its probability (0 to 1)."""

    name: str
    probability: float
    unit: int | None = None
    """The unit's key, for the page where the suggestion is passed on; None for a topic."""

    @property
    def percent(self) -> int:
        """The probability as people read it."""
        return round(self.probability * 100)


@require_safe
@never_cache
def at_screening(request: HttpRequest, receipt: str) -> HttpResponse:
    """The topics and units that are probable, for who has the suggestion on the desk."""
    user, today = acting_user(request), localdate()
    suggestion = on_desk(user, receipt, on=today)
    learned = {row.target: row for row in LearnedClassifier.objects.all()}
    newest = max((row.learned_at for row in learned.values()), default=None)
    hint = _hint(suggestion, newest) if newest else None
    next_look = NEXT_LOOK.get(request.GET.get("looks", ""))
    context = {
        "receipt": receipt,
        "suggestion": suggestion,
        "groups": _groups(hint, learned) if hint else [],
        "may_assign": suggestion.state in HANDLED
        and may(user, Action.ASSIGN, suggestion, on=today),
        "nothing_learned": not learned,
        "look_again": f"?looks={next_look}" if learned and not hint and next_look else "",
        "page_title": _("Where it may belong"),
        "header_icon": "folder-open-inverse",
        "back": reverse("handling:item", args=[receipt]),
    }
    return part_or_page(request, "search/routing", context)


def _hint(suggestion: Suggestion, learned_at: datetime) -> RoutingHint | None:
    """The hint for the text as it is, by what was learned last.

    One that is missing is asked for, and may be here at once.
    """
    present = RoutingHint.objects.filter(
        suggestion=suggestion, version=suggestion.version, guessed_at__gte=learned_at
    )
    hint = present.first()
    if hint is None:
        # without a broker the page is shown all the same
        transaction.on_commit(lambda: guess_routing.delay([suggestion.pk]), robust=True)
        hint = present.first()
    return hint


def _groups(
    hint: RoutingHint, learned: dict[str, LearnedClassifier]
) -> list[tuple[str, list[Place], int]]:
    """Topics, then units: each with its places and how many suggestions taught it."""
    groups = []
    for target, pairs in ((Target.TOPIC, hint.topics), (Target.UNIT, hint.units)):
        if target not in learned:
            continue
        rows = ROWS[target].in_bulk([key for key, _share in pairs])
        places = [
            Place(str(rows[key]), share, unit=key if target == Target.UNIT else None)
            for key, share in pairs
            if key in rows and share >= LEAST_SHOWN
        ]
        groups.append((str(target.label), places, learned[target].learned_from))
    return groups
