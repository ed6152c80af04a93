"""The pool's page: what was kept or not adopted, to be searched and narrowed."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.organisation.topic import Topic
from portal.page_choice import PageChoiceField
from portal.paging import window
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.review.pool import IN_POOL, pool_of, shortlisted
from suggestions.review.rights import reach_of_organisers
from suggestions.states import State
from suggestions.suggestion import SuggestionQuerySet

PER_PAGE = 50
NEWEST_FIRST = ("-submitted_at", "-id")
FIRST_YEAR = 2000
LONGEST_QUERY = 60
ANY = ("", _("All"))


class PoolForm(forms.Form):
    """What narrows the pool; whatever makes no sense narrows nothing."""

    q = forms.CharField(label=_("Words in title or text"), required=False, max_length=LONGEST_QUERY)
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.all(), required=False, empty_label=ANY[1]
    )
    year = forms.IntegerField(label=_("Handed in in the year"), required=False)
    campaign = PageChoiceField(
        label=_("Campaign"),
        queryset=CampaignPage.objects.none(),
        required=False,
        empty_label=ANY[1],
    )
    state = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[ANY, *((state.value, State(state).label) for state in IN_POOL)],
    )
    shortlisted = forms.BooleanField(label=_("Of considerable value only"), required=False)

    def __init__(self, *args: Any, campaigns: QuerySet[CampaignPage], **kwargs: Any) -> None:
        """Offer `campaigns`."""
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]

    def narrow(self, rows: SuggestionQuerySet) -> SuggestionQuerySet:
        """Those of `rows` that are asked for."""
        self.is_valid()
        said = self.cleaned_data
        for word in (said.get("q") or "").split():
            rows = rows.filter(
                Q(title__icontains=word) | Q(problem__icontains=word) | Q(proposal__icontains=word)
            )
        if topic := said.get("topic"):
            rows = rows.filter(topic__path__startswith=topic.path)
        if FIRST_YEAR <= (said.get("year") or 0) <= timezone.localdate().year:
            rows = rows.filter(submitted_at__gte=_begin(said["year"]))
            rows = rows.filter(submitted_at__lt=_begin(said["year"] + 1))
        if said.get("campaign"):
            rows = rows.filter(campaign=said["campaign"])
        if said.get("state"):
            rows = rows.filter(state=said["state"])
        return shortlisted(rows) if said.get("shortlisted") else rows


class PoolView(DeskView):
    """One page of the pool of one's unit and below, newest first."""

    template_name = "suggestions/review/panel/pool.html"
    page_title = _("Pool of suggestions")
    header_icon = "folder-inverse"

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page that filters and cursor ask for."""
        reach = reach_of_organisers(self.person, "organiser", on=self.today)
        campaigns = CampaignPage.objects.filter(reach).order_by("-first_published_at", "-pk")
        form = PoolForm(request.GET, campaigns=campaigns.defer_streamfields())
        rows = form.narrow(pool_of(self.person, on=self.today))
        rows = rows.select_related("campaign", "topic").prefetch_related("standings")
        page = window(rows, NEWEST_FIRST, cursor=request.GET.get("page", ""), size=PER_PAGE)
        context = self.get_context_data(form=form, page=page, rows=_rows(page.rows))
        return self.render_to_response(context)


def _rows(suggestions: list[Any]) -> list[dict[str, Any]]:
    """Each suggestion with the round that read it last, and whether a panel marked it."""
    rows = []
    for suggestion in suggestions:
        standings = sorted(suggestion.standings.all(), key=lambda standing: standing.pk)
        decided = [standing for standing in standings if standing.outcome]
        rows.append(
            {
                "suggestion": suggestion,
                "standing": decided[-1] if decided else None,
                "is_shortlisted": any(standing.is_shortlisted for standing in standings),
            }
        )
    return rows


def _begin(year: int) -> datetime:
    """The first moment of a local year."""
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 - made aware here
