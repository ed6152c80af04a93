"""Template tags of golden ideas, for our own pages and for those that must not import us."""

from datetime import date, timedelta
from decimal import Decimal

from django import template
from django.template import Context
from django.utils.timezone import localdate
from django.utils.translation import get_language

from campaigns.pages import CampaignPage
from campaigns.rubrics import Criterion
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.ageing import is_quiet
from suggestions.conversion.answering import question_for
from suggestions.conversion.author_view import AnswerForm
from suggestions.conversion.evidence import Evidence, Part
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.proposal import Proposal, ProposalState
from suggestions.conversion.rules import FollowUpRules
from suggestions.suggestion import Suggestion

register = template.Library()

BADGES = {
    ActionState.PLANNED: "badge-info",
    ActionState.UNDER_WAY: "badge-warning",
    ActionState.DONE: "badge-success",
    ActionState.PARTLY: "badge-gold",
    ActionState.LAPSED: "badge-danger",
}


@register.inclusion_tag("suggestions/conversion/golden_idea_section.html")
def golden_ideas(limit: int = 3, campaign: CampaignPage | None = None) -> dict[str, object]:
    """A section with the latest public golden ideas, perhaps of one campaign only."""
    rows = GoldenIdea.objects.public().for_cards().newest_first()
    if campaign is not None:
        rows = rows.filter(suggestion__campaign=campaign.pk)  # none for a draft without a row
    ideas = list(rows[:limit])
    quiet_days = FollowUpRules.load().quiet_days if ideas else 0
    return {"ideas": ideas, "today": localdate(), "quiet_days": quiet_days}


@register.inclusion_tag("suggestions/conversion/question.html", takes_context=True)
def author_question(context: Context, suggestion: Suggestion) -> dict[str, object]:
    """What the author is asked about their golden idea; nothing if nothing is asked."""
    question = question_for(suggestion)
    return {
        "suggestion": suggestion,
        "question": question,
        "form": AnswerForm() if question else None,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def actions_done(idea: GoldenIdea) -> int:
    """How many of the idea's actions are done; reads no row of its own if prefetched."""
    return sum(action.state == ActionState.DONE for action in idea.actions.all())


@register.filter
def overdue(action: Action, on: date) -> bool:
    """Whether the action should have been finished before `on`."""
    return action.is_overdue(on)


@register.simple_tag
def quiet_since(action: Action, on: date, quiet_days: int) -> date | None:
    """Since when nothing was heard of an unfinished action, if that is too long."""
    return action.news_on if is_quiet(action, on, quiet_days) else None


@register.simple_tag
def idea_overdue(idea: GoldenIdea, on: date) -> bool:
    """Whether any action of the idea is overdue."""
    return any(action.is_overdue(on) for action in idea.actions.all())


@register.simple_tag
def idea_quiet_since(idea: GoldenIdea, on: date, quiet_days: int) -> date | None:
    """Since when nothing was heard of an idea whose unfinished actions are all quiet."""
    going_on = [action for action in idea.actions.all() if action.is_unfinished]
    if not going_on:
        return None
    latest = max(action.news_on for action in going_on)
    return latest if latest <= on - timedelta(days=quiet_days) else None


@register.filter
def action_badge(action: Action, on: date) -> str:
    """The class of the badge that tells how far the action has come."""
    return "badge-danger" if action.is_overdue(on) else BADGES[ActionState(action.state)]


@register.filter
def exact(value: Decimal | None) -> str:
    """A value of an indicator without needless zeros."""
    return "–" if value is None else f"{value.normalize():f}"


@register.filter
def percent(value: float | None) -> str:
    """A rate with one decimal; a dash if there is none."""
    return "–" if value is None else f"{value:.1f}%"


@register.filter
def shown_files(evidence: list[Evidence]) -> list[Evidence]:
    """What visitors may see, but for the pictures of a pair."""
    return [one for one in evidence if one.is_shown and one.part == Part.PLAIN]


@register.filter
def pair(evidence: list[Evidence]) -> list[Evidence]:
    """The pictures before and after, in this order, as far as they can be shown."""
    pictures = [one for one in evidence if one.is_shown and one.part != Part.PLAIN]
    return sorted(pictures, key=lambda one: one.part != Part.BEFORE)


@register.filter
def accepted_proof(idea: GoldenIdea) -> Proposal | None:
    """The verified claim that the idea was carried out; reads no row if prefetched."""
    claims = (one for one in idea.proposals.all() if one.kind)
    return next((one for one in claims if one.state == ProposalState.ACCEPTED), None)


@register.filter
def open_proposal(idea: GoldenIdea) -> Proposal | None:
    """What waits to be verified or decided; reads no row if prefetched."""
    return next((one for one in idea.proposals.all() if one.is_open), None)


@register.filter
def named(criterion: Criterion) -> str:
    """The criterion's name in the reader's language, where it has one."""
    english = (get_language() or "").startswith("en")
    return criterion.name_en if english and criterion.name_en else criterion.name
