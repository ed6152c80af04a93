"""The panel's page: the ranking with shortlist, discussion and decisions, and steps for several."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.keys import keys_in
from portal.paging import window
from suggestions.review.desk.entrance import Crumb, RoundView
from suggestions.review.panel import published, shortlisted, unpublished, with_panel_facts
from suggestions.review.ranking import places_of, rank
from suggestions.review.rights import may_decide, may_shortlist
from suggestions.review.shortlist import shortlist
from suggestions.review.standing import BEST_FIRST, Standing, StandingQuerySet

PER_PAGE = 25
Narrowing = Callable[[StandingQuerySet], StandingQuerySet]
SHOWN: dict[str, tuple[Any, Narrowing]] = {
    "all": (gettext_lazy("All"), lambda rows: rows),
    "shortlisted": (gettext_lazy("Of considerable value"), shortlisted),
    "undecided": (gettext_lazy("Undecided"), StandingQuerySet.undecided),
    "unpublished": (gettext_lazy("Decided, not published"), unpublished),
    "published": (gettext_lazy("Published decisions"), published),
}


class PanelView(RoundView):
    """One page of what the panel has before it, best first."""

    template_name = "suggestions/review/panel/panel.html"
    page_title = gettext_lazy("Panel")

    def get_page_title(self) -> str:
        """What this page is for."""
        return str(self.page_title)

    def crumbs(self) -> list[Crumb]:
        """Rounds, and this round."""
        url = reverse("review:round", args=[self.round.pk])
        return [*super().crumbs(), {"url": url, "label": self.round.name}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page that filter and cursor ask for; a fixed number of queries."""
        show = request.GET.get("show", "all")
        show = show if show in SHOWN else "all"
        rows = with_panel_facts(SHOWN[show][1](rank(self.round)))
        rows = rows.select_related("suggestion__topic")
        page = window(rows, BEST_FIRST, cursor=request.GET.get("page", ""), size=PER_PAGE)
        context = self.get_context_data(
            round=self.round,
            page=page,
            rows=panel_rows(page.rows),
            show=show,
            tabs=[{"key": key, "label": label} for key, (label, _rows) in SHOWN.items()],
            to_publish=self.round.decisions.unpublished().count(),
            may_decide=may_decide(self.person, self.round, on=self.today),
            may_shortlist=may_shortlist(self.person, self.round, on=self.today),
        )
        return self.render_to_response(context)


def panel_rows(standings: list[Standing]) -> list[dict[str, Any]]:
    """The standings of a page with their places; one query."""
    places = places_of(standings)
    return [
        {"standing": standing, "place": places[standing.pk] if standing.review_count else None}
        for standing in standings
    ]


class ShortlistView(RoundView):
    """Puts the ticked suggestions on the shortlist, takes them off, or goes on to decide."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and say how many changed; back to where it was asked."""
        keys = keys_in(request.POST.getlist("selected")[:PER_PAGE])
        if request.POST.get("value") == "decide":
            query = urlencode({"selected": keys}, doseq=True)
            return redirect(f"{reverse('review:bulk_decide', args=[pk])}?{query}")
        value = request.POST.get("value") == "1"
        count = shortlist(self.round, keys, value, by=self.person, at=timezone.now())
        messages.success(request, _shortlisted(count) if value else _taken_off(count))
        receipt = request.POST.get("receipt", "")
        here = self.round.standings.unsealed().filter(suggestion__receipt=receipt)
        if receipt and here.exists():
            return redirect("review:standing", pk, receipt)
        show = request.POST.get("show", "")
        query = f"?show={show}" if show in SHOWN else ""
        return redirect(f"{reverse('review:panel', args=[pk])}{query}")


def _shortlisted(count: int) -> str:
    text = ngettext(
        "%(count)d suggestion marked as of considerable value.",
        "%(count)d suggestions marked as of considerable value.",
        count,
    )
    return text % {"count": count}


def _taken_off(count: int) -> str:
    if not count:
        return _("Nothing has changed.")
    text = ngettext(
        "The mark has been taken off %(count)d suggestion.",
        "The mark has been taken off %(count)d suggestions.",
        count,
    )
    return text % {"count": count}
