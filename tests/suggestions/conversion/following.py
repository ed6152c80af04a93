"""An idea with the people around it, and what they say."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from campaigns.phases import PhaseKind
from portal.models import Unit, User
from portal.organisation.membership import Role
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.planning import Plan
from suggestions.conversion.verifying import Claim, propose
from suggestions.states import State
from tests.factories import (
    ActionFactory,
    AssignmentFactory,
    CampaignFactory,
    GoldenIdeaFactory,
    ReviewFactory,
    UnitFactory,
    staff,
)

NOW = timezone.now


def today():
    return timezone.localdate()


@dataclass
class Scene:
    """A county in charge, an office of the city that acts, and who works there."""

    city: Unit
    county: Unit
    office: Unit
    idea: GoldenIdea
    action: Action
    editor: User
    handler: User
    judge: User

    def again(self) -> GoldenIdea:
        """The idea as it is kept now."""
        return GoldenIdea.objects.select_related("suggestion").get(pk=self.idea.pk)

    @property
    def state(self) -> str:
        """The state of its suggestion now."""
        return self.again().suggestion.state

    def finish(self) -> None:
        """All actions are done."""
        Action.objects.filter(idea=self.idea).update(state=ActionState.DONE)


def scene(**idea_fields):
    """Everything for following one idea up; the office leads its only action."""
    city = UnitFactory()
    county, office = UnitFactory(parent=city), UnitFactory(parent=city)
    idea = idea_of(county, **idea_fields)
    action = ActionFactory(idea=idea, unit=office)
    return Scene(
        city=city,
        county=county,
        office=office,
        idea=idea,
        action=action,
        editor=staff(Role.EDITOR, unit=county),
        handler=staff(Role.HANDLER, unit=office),
        judge=staff(Role.SUPERVISOR, unit=county),
    )


def idea_of(unit, *, figures=False, **fields):
    """An adopted idea of a campaign that `unit` organises."""
    campaign = CampaignFactory(organiser=unit, phase=PhaseKind.REVIEWING, publishes_figures=figures)
    review = ReviewFactory(assignment=AssignmentFactory(campaign=campaign))
    return GoldenIdeaFactory(review=review, **fields)


def plan(unit, **fields):
    """A sound plan of `unit`, due in a month."""
    facts = {"what": "增设座椅", "unit": unit, "due_on": today() + timedelta(days=30)}
    return Plan(**facts | fields)


def claim(unit, **fields):
    """A sound claim that the idea was carried out, to be verified by `unit`."""
    facts = {
        "outcome": State.CONVERTED,
        "note": "已全部完成",
        "kind": "work_measure",
        "proof": "document",
        "document_title": "验收报告",
        "verifying_unit": unit,
    }
    return Claim(**facts | fields)


def put_forward(here, **fields):
    """The claim of the acting office, with all actions done."""
    here.finish()
    return propose(here.again(), claim(here.county, **fields), by=here.handler, at=NOW())
