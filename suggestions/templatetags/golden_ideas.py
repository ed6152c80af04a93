"""Template tags of golden ideas, for our own pages and for those that must not import us."""

from datetime import date

from django import template
from django.utils.translation import get_language

from campaigns.pages import CampaignPage
from campaigns.rubrics import Criterion
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.golden_idea import GoldenIdea

register = template.Library()

BADGES = {
    ActionState.PLANNED: "badge-info",
    ActionState.UNDER_WAY: "badge-warning",
    ActionState.DONE: "badge-success",
    ActionState.LAPSED: "badge-danger",
}


@register.inclusion_tag("suggestions/conversion/golden_idea_section.html")
def golden_ideas(limit: int = 3, campaign: CampaignPage | None = None) -> dict[str, object]:
    """A section with the latest public golden ideas, perhaps of one campaign only."""
    rows = GoldenIdea.objects.public().for_cards().newest_first()
    if campaign is not None:
        rows = rows.filter(suggestion__campaign=campaign.pk)  # none for a draft without a row
    return {"ideas": list(rows[:limit])}


@register.filter
def actions_done(idea: GoldenIdea) -> int:
    """How many of the idea's actions are done; reads no row of its own if prefetched."""
    return sum(action.state == ActionState.DONE for action in idea.actions.all())


@register.filter
def overdue(action: Action, on: date) -> bool:
    """Whether the action should have been finished before `on`."""
    return action.is_overdue(on)


@register.filter
def action_badge(action: Action, on: date) -> str:
    """The class of the badge that tells how far the action has come."""
    return "badge-danger" if action.is_overdue(on) else BADGES[ActionState(action.state)]


@register.filter
def named(criterion: Criterion) -> str:
    """The criterion's name in the reader's language, where it has one."""
    english = (get_language() or "").startswith("en")
    return criterion.name_en if english and criterion.name_en else criterion.name
