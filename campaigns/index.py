"""The index of all campaigns: open, reviewing and closed calls."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from campaigns.pages import CampaignPage
from campaigns.querysets import CampaignQuerySet

PER_PAGE = 12
SHOWN_AHEAD = 3
"""Announced calls shown above the open ones, at most."""


@dataclass(frozen=True)
class Tab:
    """One group of campaigns."""

    label: str | Promise
    url: str
    count: int
    is_current: bool


class CampaignIndexPage(Page):
    """The list of open, reviewing and closed calls."""

    introduction = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["campaigns.CampaignPage"]
    max_count = 1
    template = "campaigns/index.html"

    class Meta:
        verbose_name = _("campaign index")

    def groups(self, at: datetime) -> dict[str, tuple[Promise, CampaignQuerySet]]:
        """The groups of published campaigns by name, each with its title, in reading order."""
        campaigns = CampaignPage.objects.live().child_of(self)
        return {
            "open": (_("Open now"), campaigns.open(at).closing_first(at)),
            "reviewing": (_("Under review"), campaigns.reviewing(at).newest_first()),
            "closed": (
                pgettext_lazy("of a campaign", "Closed"),
                campaigns.closed(at).newest_first(),
            ),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One group, page by page; `show` names it, and anything else is the first."""
        at, groups = timezone.now(), self.groups(timezone.now())
        shown = request.GET.get("show", "")
        shown = shown if shown in groups else "open"
        _title, campaigns = groups[shown]
        page_obj = Paginator(campaigns.for_cards(), PER_PAGE).get_page(request.GET.get("page"))
        return {
            **super().get_context(request, *args, **kwargs),
            "at": at,
            "tabs": tabs_of(groups, shown),
            "shown": shown,
            "page_obj": page_obj,
            "ahead": self.ahead(at) if shown == "open" else [],
        }

    def ahead(self, at: datetime) -> list[CampaignPage]:
        """The calls announced for the time after `at`, next first."""
        coming = CampaignPage.objects.live().child_of(self).upcoming(at)
        return list(coming.newest_first().reverse().for_cards()[:SHOWN_AHEAD])


def tabs_of(groups: dict[str, tuple[Promise, CampaignQuerySet]], shown: str) -> list[Tab]:
    """A tab for each group, with how many campaigns it has."""
    return [
        Tab(label=label, url=f"?show={name}", count=rows.count(), is_current=name == shown)
        for name, (label, rows) in groups.items()
    ]
