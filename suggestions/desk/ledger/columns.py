"""Columns: what a ledger may show. No contact details, whoever makes it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.spreadsheets.downloads import Cell
from suggestions.clocks.step import Step
from suggestions.desk.exporting import moment
from suggestions.desk.ledger.facts import Facts
from suggestions.duties.duty import Duty, Part
from suggestions.states import State
from suggestions.suggestion import Suggestion

Value = Callable[[Suggestion, Facts], Cell]


@dataclass(frozen=True)
class Column:
    """A heading and what stands below it."""

    label: str | Promise
    value: Value
    usual: bool = True


def day_of(state: State) -> Value:
    """When a suggestion first came into `state`."""
    return lambda row, facts: moment(facts.first(row.pk, state))


def due(step: Step) -> Value:
    """When the step is or was due."""

    def value(row: Suggestion, facts: Facts) -> Cell:
        clock = facts.clock(row.pk, step)
        return moment(clock.due_at if clock else None)

    return value


def kept(step: Step) -> Value:
    """Whether the step was done in time; empty while its time runs or if it has none."""

    def value(row: Suggestion, facts: Facts) -> Cell:
        clock = facts.clock(row.pk, step)
        if clock is None:
            return ""
        if clock.is_late(timezone.now()):
            return _("late")
        return _("in time") if clock.met_at else ""

    return value


def handlers(row: Suggestion, facts: Facts) -> Cell:
    """Who handles it for the unit in the lead."""
    leads = (duty for duty in facts.duties.get(row.pk, []) if duty.part == Part.LEAD)
    return _listed(str(duty.handler) for duty in leads if duty.handler)


def helpers(row: Suggestion, facts: Facts) -> Cell:
    """The units that help."""
    return _listed(str(duty.unit) for duty in _helping(facts.duties.get(row.pk, [])))


def reply(row: Suggestion, facts: Facts) -> Cell:
    """The words of the last reply."""
    sent = facts.replies.get(row.pk)
    return sent.text if sent else ""


def publicity(row: Suggestion, facts: Facts) -> Cell:
    """Whether the last reply is open to the public (公开属性)."""
    sent = facts.replies.get(row.pk)
    return str(sent.get_publicity_display()) if sent else ""


def rated(question: str) -> Value:
    """What the author answered to one of the two questions."""

    def value(row: Suggestion, facts: Facts) -> Cell:
        rating = facts.ratings.get(row.pk)
        return str(getattr(rating, f"get_{question}_display")()) if rating else ""

    return value


COLUMNS: dict[str, Column] = {
    "receipt": Column(gettext_lazy("Receipt number"), lambda row, facts: row.receipt),
    "title": Column(gettext_lazy("Title"), lambda row, facts: row.title),
    "class": Column(
        gettext_lazy("Class"), lambda row, facts: str(row.get_classification_display())
    ),
    "channel": Column(gettext_lazy("Channel"), lambda row, facts: str(row.get_channel_display())),
    "campaign": Column(
        gettext_lazy("Campaign"), lambda row, facts: row.campaign.title, usual=False
    ),
    "topic": Column(gettext_lazy("Topic"), lambda row, facts: str(row.topic or "")),
    "area": Column(gettext_lazy("Area"), lambda row, facts: str(row.area or ""), usual=False),
    "author": Column(gettext_lazy("Author"), lambda row, facts: row.author_name, usual=False),
    "station": Column(
        gettext_lazy("Station"), lambda row, facts: str(row.station or ""), usual=False
    ),
    "unit": Column(gettext_lazy("Unit in charge"), lambda row, facts: str(row.unit)),
    "handler": Column(gettext_lazy("Handled by"), handlers),
    "helpers": Column(gettext_lazy("Co-handlers"), helpers, usual=False),
    "state": Column(
        gettext_lazy("State of the suggestion"), lambda row, facts: str(row.get_state_display())
    ),
    "submitted": Column(gettext_lazy("Handed in"), lambda row, facts: moment(row.submitted_at)),
    "accepted": Column(gettext_lazy("Accepted on"), day_of(State.ACCEPTED)),
    "accepting": Column(gettext_lazy("Taking up"), kept(Step.FORWARD), usual=False),
    "reply_due": Column(gettext_lazy("Reply due"), due(Step.REPLY)),
    "answered": Column(gettext_lazy("Replied on"), day_of(State.ANSWERED)),
    "replying": Column(gettext_lazy("Reply in time"), kept(Step.REPLY)),
    "reply": Column(gettext_lazy("Last reply"), reply, usual=False),
    "publicity": Column(gettext_lazy("Openness of the reply"), publicity, usual=False),
    "close_due": Column(gettext_lazy("Closing due"), due(Step.CLOSE), usual=False),
    "closed": Column(gettext_lazy("Closed on"), day_of(State.CLOSED)),
    "rated_answered": Column(gettext_lazy("Rating: answered"), rated("answered")),
    "rated_done": Column(gettext_lazy("Rating: done"), rated("done")),
}
USUAL = [name for name, column in COLUMNS.items() if column.usual]


def known(names: Iterable[str]) -> list[str]:
    """Those of `names` that are columns, in the ledger's order; the usual ones without any."""
    asked = set(names)
    return [name for name in COLUMNS if name in asked] or USUAL


def _helping(duties: Iterable[Duty]) -> list[Duty]:
    return [duty for duty in duties if duty.part == Part.CO]


def _listed(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(names))
