"""What is done about the demo's golden ideas: actions, reports, and what came of them."""

from typing import Any

from django.utils import timezone

from search.demo.city import City
from search.demo.clock import as_of
from search.demo.intake import Told
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.converting import convert, lapse, plan_action, report_progress
from suggestions.conversion.golden_idea import GoldenIdea

PLANNED_ON = -106
CONCLUSIONS = {"converted": convert, "lapsed": lapse}


def carry_out(city: City, told: list[Told]) -> None:
    """Plan the actions, report on them, and conclude what is concluded."""
    for one in told:
        if "action" not in one:
            continue
        idea = GoldenIdea.objects.get(suggestion=city.suggestions[one["key"]])
        actions = [(_plan(city, idea, fields), fields) for fields in one["action"]]
        reports = [(note, action) for action, fields in actions for note in fields["notes"]]
        for note, action in sorted(reports, key=lambda report: report[0]["day"]):
            _report(city, action, note)
        if "conclusion" in one:
            _conclude(city, idea, one)


def _plan(city: City, idea: GoldenIdea, fields: dict[str, Any]) -> Action:
    """One action of a unit, with its day."""
    due_on = timezone.localdate(city.day(fields["due"]))
    unit = city.units[fields["unit"]]
    with as_of(city.day(PLANNED_ON, "14:00")) as at:
        return plan_action(idea, fields["what"], unit, due_on, by=city.people["editor"], at=at)


def _report(city: City, action: Action, note: dict[str, Any]) -> None:
    """One word on how an action goes."""
    with as_of(city.past(note["day"], "16:30")) as at:
        state = ActionState(note["state"])
        report_progress(action, state, note["text"], by=city.people["editor"], at=at)


def _conclude(city: City, idea: GoldenIdea, told: Told) -> None:
    """Carried out, or lapsed, with the word that the author reads."""
    idea.suggestion.refresh_from_db()
    conclude, conclusion = CONCLUSIONS[told["fate"]], told["conclusion"]
    with as_of(city.past(conclusion["day"], "17:00")) as at:
        conclude(idea, conclusion["note"], by=city.people["chair"], at=at)
