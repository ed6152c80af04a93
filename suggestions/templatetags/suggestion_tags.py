"""Template tags that put suggestions on other packages' pages."""

from django import template
from django.template import Context
from django.utils import timezone

from campaigns.pages import CampaignPage
from suggestions.intake import form_page
from suggestions.suggestion import Suggestion
from suggestions.tally import CampaignTally

register = template.Library()

LATEST = 5


@register.inclusion_tag("suggestions/intake/form.html", takes_context=True)
def suggestion_form(context: Context) -> dict[str, object]:
    """The form of the campaign page that is being shown (`page` of the context)."""
    request, campaign = context["request"], context["page"]
    form = form_page.empty_form(campaign, request.user)
    shown = form_page.form_context(form, user=request.user, at=timezone.now())
    if getattr(request, "is_preview", False):  # an editor looks at a draft ahead of time
        shown["is_open"] = True
    return shown | {"request": request, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("suggestions/public/latest.html")
def latest_suggestions(
    campaign: CampaignPage | None = None, number: int = LATEST
) -> dict[str, object]:
    """The newest published suggestions, of `campaign` or of all, as cards."""
    rows = Suggestion.objects.public().select_related("topic")
    if campaign is not None:
        rows = rows.filter(campaign=campaign.pk)  # none for a draft without a row
    newest = rows.order_by("-public_since", "-id")[:number]
    return {"suggestions": newest, "campaign": campaign}


@register.inclusion_tag("suggestions/public/tally.html")
def campaign_tally(campaign: CampaignPage) -> dict[str, object]:
    """How many suggestions `campaign` has received, published and adopted; one query."""
    return {"tally": CampaignTally.objects.filter(pk=campaign.pk).first() or CampaignTally()}
