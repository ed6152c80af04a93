"""What is done about the demo's golden ideas: actions, reports, and what came of them."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from search.demo.city import City
from search.demo.clock import as_of
from search.demo.intake import Told
from search.demo.pictures import photograph
from search.demo.reading import text_file
from suggestions.conversion.action import Action, ActionState, Rhythm
from suggestions.conversion.answering import answer_as_author
from suggestions.conversion.commitments.listing import make_list, publish_list, set_items
from suggestions.conversion.converting import lapse
from suggestions.conversion.evidence import Part
from suggestions.conversion.exhibits import attach_exhibits, keep_exhibits
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.planning import Plan, plan_action
from suggestions.conversion.reminding import write_due_reports
from suggestions.conversion.reporting import Report, report_progress
from suggestions.conversion.verifying import Claim, propose, verify
from suggestions.states import State

PLANNED_ON = -106
ASKED_FOR = 1
"""Days before its conclusion on which a carried-out idea is put forward."""


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
            _conclude(city, one)
    write_due_reports(timezone.localdate(city.today))
    _promise(city)


def _plan(city: City, idea: GoldenIdea, fields: dict[str, Any]) -> Action:
    """One action of a unit, with its day, its partners and its indicator."""
    plan = Plan(
        what=fields["what"],
        unit=city.units[fields["unit"]],
        due_on=timezone.localdate(city.day(fields["due"])),
        co_units=[city.units[code] for code in fields.get("with", [])],
        indicator=fields.get("indicator", ""),
        indicator_unit=fields.get("counted_in", ""),
        baseline=_value(fields.get("baseline")),
        target=_value(fields.get("target")),
        rhythm=fields.get("rhythm", Rhythm.NONE),
    )
    with as_of(city.day(PLANNED_ON, "14:00")) as at:
        return plan_action(idea, plan, by=city.people["editor"], at=at)


def _value(told: int | None) -> Decimal | None:
    return None if told is None else Decimal(told)


def _report(city: City, action: Action, note: dict[str, Any]) -> None:
    """One word on how an action goes, perhaps with pictures before and after."""
    with as_of(city.past(note["day"], "16:30")) as at:
        state, value, key = ActionState(note["state"]), _value(note.get("value")), uuid4()
        action.refresh_from_db()
        write_due_reports(timezone.localdate(at))
        due = action.due_reports.open().last()
        report = Report(state, note["text"], value, due, form_key=key)
        kept = report_progress(action, report, by=city.people["editor"], at=at)
        if "before" in note:
            pair = {part: [photograph(note[part.value])] for part in (Part.BEFORE, Part.AFTER)}
            keep_exhibits(pair, form_key=key, dropped=(), at=at)
            attach_exhibits(kept, form_key=key, caption=note["caption"])


def _conclude(city: City, told: Told) -> None:
    """Lapsed, or carried out and verified by the government above and by the author."""
    idea = GoldenIdea.objects.get(suggestion=city.suggestions[told["key"]])
    conclusion = told["conclusion"]
    if told["fate"] == "lapsed":
        with as_of(city.past(conclusion["day"], "17:00")) as at:
            lapse(idea, conclusion["note"], by=city.people["chair"], at=at)
        return
    claim = Claim(
        outcome=State(told["fate"]),
        note=conclusion["note"],
        kind=conclusion["kind"],
        proof=conclusion["proof"],
        document_title=conclusion["title"],
        document_number=conclusion.get("number", ""),
        verifying_unit=city.units["WL"],
    )
    with as_of(city.past(conclusion["day"] - ASKED_FOR, "15:00")) as at:
        proposal = propose(idea, claim, by=city.people["editor"], at=at)
    with as_of(city.past(conclusion["day"] - 1, "20:00")) as at:
        missing = conclusion.get("missing", "")
        answer_as_author(idea.suggestion, not missing, missing, at=at)
    with as_of(city.past(conclusion["day"], "17:00")) as at:
        verify(proposal, conclusion["looked_at"], by=city.people["supervisor"], at=at)


def _promise(city: City) -> None:
    """The yearly list of practical commitments, from the actions that are named."""
    told, editor = text_file("commitments"), city.people["editor"]
    actions = [Action.objects.get(what=what) for what in told["actions"]]
    unit, year = city.units[told["unit"]], timezone.localdate(city.day(PLANNED_ON)).year
    title = told["title"].format(year=year)
    with as_of(city.day(PLANNED_ON + 1, "09:00")) as at:
        made = make_list(year, title, told["introduction"], unit, by=editor, at=at)
        set_items(made, actions, by=editor, at=at)
        publish_list(made, True, by=editor, at=at)
