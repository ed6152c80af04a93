"""The index of all campaigns: open, reviewing and closed calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from campaigns.pages import CampaignPage
from campaigns.querysets import CampaignQuerySet, is_closed, is_open, is_reviewing
from portal.home.publishing import WorkflowFirstMixin
from portal.home.serving import PublicPageMixin

PER_PAGE = 12
SHOWN_AHEAD = 3
"""Announced calls shown above the open ones, at most."""


@dataclass(frozen=True)
class Tab:
    """One group of campaigns."""

    label: Promise
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Campaigns that belong together: a title, and the condition at a moment."""

    label: Promise
    holds: Callable[[datetime], models.Q]


GROUPS = {
    "open": Group(_("Open now"), is_open),
    "reviewing": Group(_("Under review"), is_reviewing),
    "closed": Group(pgettext_lazy("of a campaign", "Closed"), is_closed),
}
"""The tabs of the index, in reading order."""


class CampaignIndexPage(WorkflowFirstMixin, PublicPageMixin, Page):
    """The list of open, reviewing and closed calls."""

    introduction = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["portal.HomePage"]  # below a restricted page campaigns would be, too
    subpage_types = ["campaigns.CampaignPage"]
    private_page_options: list[str] = []
    max_count = 1
    template = "campaigns/index.html"

    class Meta:
        verbose_name = _("campaign index")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """This page, or the campaign of this name, read in one go with what its page shows."""
        if not path_components:
            return super().route(request, path_components)
        slug, *further = path_components
        campaign = CampaignPage.objects.child_of(self).for_page().filter(slug=slug).first()
        if campaign is None:
            raise Http404
        campaign._cached_parent_obj = self  # noqa: SLF001 - as Wagtail does it
        return campaign.route(request, further)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One group, page by page; `show` names it, and anything else is the first."""
        at = timezone.now()
        shown = shown_group(request)
        counts = self.counts(at)
        pages = Paginator(self.group(shown, at), PER_PAGE)
        pages.count = counts[shown]  # known already, so not asked again
        page_obj = pages.get_page(request.GET.get("page"))
        return {
            **super().get_context(request, *args, **kwargs),
            "at": at,
            "tabs": tabs_of(counts, shown),
            "shown": shown,
            "page_obj": page_obj,
            "ahead": self.ahead(at) if shown == "open" else [],
        }

    def campaigns(self) -> CampaignQuerySet:
        """The published campaigns below this page."""
        return CampaignPage.objects.live().child_of(self)

    def counts(self, at: datetime) -> dict[str, int]:
        """How many campaigns each group has, from one query."""
        return self.campaigns().aggregate(
            **{name: models.Count("pk", filter=group.holds(at)) for name, group in GROUPS.items()}
        )

    def group(self, name: str, at: datetime) -> CampaignQuerySet:
        """The campaigns of one group in reading order, ready for cards."""
        found = self.campaigns().filter(GROUPS[name].holds(at)).for_cards()
        return found.closing_first(at) if name == "open" else found.newest_first()

    def ahead(self, at: datetime) -> list[CampaignPage]:
        """The calls announced for the time after `at`, next first."""
        coming = self.campaigns().upcoming(at).newest_first().reverse()
        return list(coming.for_cards()[:SHOWN_AHEAD])


def shown_group(request: HttpRequest) -> str:
    """The group that the address asks for, or the first."""
    asked = request.GET.get("show", "")
    return asked if asked in GROUPS else "open"


def tabs_of(counts: dict[str, int], shown: str) -> list[Tab]:
    """A tab for each group, with how many campaigns it has."""
    return [
        Tab(group.label, f"?show={name}", counts[name], is_current=name == shown)
        for name, group in GROUPS.items()
    ]
