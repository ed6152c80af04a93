"""Template tags of campaigns, also for pages of other packages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone

from campaigns.index import CampaignIndexPage
from campaigns.pages import CampaignPage
from campaigns.stages import Stage
from campaigns.stages import last_day as last_day_of

register = template.Library()


@register.inclusion_tag("campaigns/parts/open_campaigns.html", takes_context=True)
def open_campaigns(context: template.Context, limit: int = 3) -> dict[str, Any]:
    """Cards of the calls that take suggestions, those that close first in front."""
    at = timezone.now()
    campaigns = CampaignPage.objects.live().open(at).closing_first(at).for_cards()[:limit]
    return {"campaigns": list(campaigns), "at": at, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def campaign_index_url(context: template.Context) -> str:
    """Where all calls are listed; nothing while there is no such page."""
    index = CampaignIndexPage.objects.live().first()
    return (index.get_url(context.get("request")) or "") if index else ""


@register.inclusion_tag("campaigns/parts/campaign_card.html", takes_context=True)
def campaign_card(
    context: template.Context, campaign: CampaignPage, level: int = 3
) -> dict[str, Any]:
    """The card of one campaign as it stands now; `level` is that of its heading."""
    at = timezone.now()
    return {
        "campaign": campaign,
        "level": level,
        "stage": campaign.stage(at),
        "days_left": campaign.days_left(at),
        "request": context.get("request"),
    }


@register.filter
def percent(share: Decimal) -> int:
    """A share of the whole, as whole per cent."""
    return round(share * 100)


@register.filter
def last_day(ends_at: datetime | None) -> date | None:
    """The last local date of what ends at this moment; a midnight belongs to the day before."""
    return last_day_of(ends_at)


@register.filter
def stage_label(stage: str) -> str:
    """The name of a stage in the reader's language."""
    return str(Stage(stage).label)
