"""The timeline of one idea: everything that may be public, from handing in to what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from suggestions.conversion.action import Action
from suggestions.conversion.evidence import Evidence
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.progress import ProgressNote
from suggestions.conversion.proposal import Answer, Proposal
from suggestions.history import Event
from suggestions.states import CONCLUSIONS, State


@dataclass(frozen=True)
class Moment:
    """One thing that happened, or is to come; no name of any official is in it."""

    at: datetime
    title: str
    text: str = ""
    status: str = "done"  # or "coming"
    key: str = ""
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The local date."""
        return localdate(self.at)


def moments_of(idea: GoldenIdea, on: date) -> list[Moment]:
    """The moments of an idea from `with_everything()`, oldest first, what is to come last."""
    found = [*_beginning(idea), *_conclusions(idea)]
    for action in idea.actions.all():
        found += _of_action(action, idea, on)
    for proposal in idea.proposals.all():
        found += _of_proposal(proposal)
    return sorted(found, key=lambda moment: (moment.status == "coming", moment.at))


def _beginning(idea: GoldenIdea) -> Iterator[Moment]:
    suggestion = idea.suggestion
    yield Moment(suggestion.submitted_at, _("Handed in"), suggestion.title, key="submitted")
    outcome = str(State(idea.decision.outcome).label)
    yield Moment(idea.adopted_at, outcome, idea.reason, key="adopted")


def _conclusions(idea: GoldenIdea) -> Iterator[Moment]:
    moves = idea.suggestion.history.filter(event=Event.MOVED, after__in=CONCLUSIONS)
    for entry in moves:
        yield Moment(entry.at, entry.step, entry.note, key=f"entry-{entry.pk}")


def _of_action(action: Action, idea: GoldenIdea, on: date) -> Iterator[Moment]:
    planned = max(_midnight(action.planned_on), idea.adopted_at)
    title = _("Planned: %(what)s (%(unit)s)") % {"what": action.what, "unit": action.unit}
    yield Moment(planned, title, key=f"action-{action.pk}")
    for note in action.notes.all():
        yield _of_note(note, action)
    if action.is_unfinished and action.due_on >= on:
        title = _("To be finished: %(what)s") % {"what": action.what}
        at = _midnight(action.due_on)
        yield Moment(at, title, status="coming", key=f"due-{action.pk}")


def _of_note(note: ProgressNote, action: Action) -> Moment:
    words = {"what": action.what, "state": note.get_state_display()}
    text = note.text
    if note.value is not None:
        value = f"{note.value.normalize():f} {action.indicator_unit}".strip()
        text = f"{text}\n{action.indicator}: {value}"
    shown = [one for one in note.evidence.all() if one.is_shown]
    title = _("%(state)s: %(what)s") % words
    return Moment(note.at, title, text, key=f"note-{note.pk}", evidence=shown)


def _of_proposal(proposal: Proposal) -> Iterator[Moment]:
    key, outcome = f"proposal-{proposal.pk}", State(proposal.outcome).label
    title = _("Put forward as “%(outcome)s”") % {"outcome": outcome}
    shown = [one for one in proposal.evidence.all() if one.is_shown]
    yield Moment(proposal.proposed_at, title, proposal.note, key=key, evidence=shown)
    for verdict in proposal.verdicts.all():
        words = {"unit": verdict.unit}
        verified, refused = _("Verified by %(unit)s"), _("Sent back by %(unit)s")
        title = (verified if verdict.accepted else refused) % words
        yield Moment(verdict.at, title, verdict.note, key=f"verdict-{verdict.pk}")
    if proposal.answer:
        at = proposal.answered_at or proposal.settled_at or proposal.proposed_at
        yield Moment(at, str(Answer(proposal.answer).label), key=f"answer-{proposal.pk}")


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
