"""The feed of published campaigns, newest first."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from campaigns.index import CampaignIndexPage
from campaigns.pages import CampaignPage

LENGTH = 20


class CampaignFeed(Feed):
    """Atom: one entry for each call, with who asks and what for."""

    feed_type = Atom1Feed
    title = _("Golden Ideas: calls for suggestions")
    subtitle = _("What you can say now, and what is under review.")

    def get_object(self, request: HttpRequest) -> HttpRequest:
        """The request, from which the addresses follow."""
        return request

    def link(self, request: HttpRequest) -> str:
        """The campaign index, or the home page while there is none."""
        index = CampaignIndexPage.objects.live().first()
        site = Site.find_for_request(request)
        return (index and index.get_url(request)) or (site and site.root_url) or "/"

    def items(self, request: HttpRequest) -> list[CampaignPage]:
        """The campaigns published last, of this site."""
        site = Site.find_for_request(request)
        live = CampaignPage.objects.live().public().descendant_of(site.root_page)
        newest = live.select_related("organiser").order_by("-first_published_at", "-pk")[:LENGTH]
        for campaign in newest:
            campaign.address = campaign.get_url(request)
        return list(newest)

    def item_title(self, campaign: CampaignPage) -> str:
        """The call's name."""
        return campaign.title

    def item_description(self, campaign: CampaignPage) -> str:
        """Slogan and one sentence."""
        return " ".join(filter(None, [campaign.slogan, campaign.introduction]))

    def item_link(self, campaign: CampaignPage) -> str:
        """Its page."""
        return campaign.address

    def item_author_name(self, campaign: CampaignPage) -> str | Promise:
        """Who asks."""
        return campaign.organiser.name

    def item_pubdate(self, campaign: CampaignPage) -> datetime | None:
        """When it was first published."""
        return campaign.first_published_at

    def item_updateddate(self, campaign: CampaignPage) -> datetime | None:
        """When it was last published."""
        return campaign.last_published_at
