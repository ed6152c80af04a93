"""The parts of the file, each read from the rows of one part of the house."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.papers.case_file.section import Line, Section, in_order, joined, named
from suggestions.rating.rating import Scale
from suggestions.repeats.noted import without_sealed
from suggestions.replies.reply import ReplyState
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.supervision.leading.case import CaseEvent
from suggestions.supervision.letters.kinds import RUNGS
from suggestions.supervision.letters.letter import SupervisionLetter
from suggestions.systemic.systemic_issue import SystemicLink

Lines = Iterator[Line]


def history(suggestion: Suggestion) -> Lines:
    """Every step, with what the author and what colleagues were told."""
    for entry in without_sealed(suggestion.history.select_related("by")):
        internal = _("Internal: {note}").format(note=entry.internal_note)
        text = joined(entry.note, internal if entry.internal_note else "")
        yield Line(entry.at, named(entry.by), entry.step, text)


def revisions(suggestion: Suggestion) -> Lines:
    """Earlier versions of the text."""
    for old in suggestion.revisions.select_related("by"):
        text = joined(old.title, old.problem, old.proposal, old.place)
        yield Line(old.at, named(old.by), _("Text until then"), text)


def clocks(suggestion: Suggestion) -> Lines:
    """Time limits with their source, and when they were met."""
    for clock in suggestion.clocks.select_related("unit"):
        due = _("Due {due}").format(due=_moment(clock.due_at))
        met = _("Done {met}").format(met=_moment(clock.met_at)) if clock.met_at else ""
        step = str(clock.get_step_display())
        yield Line(clock.started_at, str(clock.unit), step, joined(clock.source, due, met))


def _moment(at: datetime) -> str:
    """Local date and time."""
    return f"{localtime(at):%Y-%m-%d %H:%M}"


def duties(suggestion: Suggestion) -> Lines:
    """Who was in charge or helped; objections, disputes, extensions and calls."""
    for duty in suggestion.duties.select_related("unit", "sender", "handler"):
        what = f"{duty.get_part_display()} · {duty.get_state_display()}"
        handler = _("Handled by {name}").format(name=duty.handler) if duty.handler else ""
        text = joined(handler, duty.note, duty.contribution)
        yield Line(duty.sent_at, f"{duty.sender} → {duty.unit}", what, text)
    own = {"duty__suggestion": suggestion}
    for objection in DutyObjection.objects.filter(**own).select_related("duty__unit"):
        text = joined(objection.reason, objection.answer)
        yield Line(objection.at, str(objection.duty.unit), _("Objection"), text)
    for dispute in DutyDispute.objects.filter(**own).select_related("duty__unit"):
        text = joined(dispute.reason, dispute.decision)
        yield Line(dispute.at, str(dispute.duty.unit), _("Dispute"), text)
    for more in suggestion.extensions.select_related("unit"):
        until = _("Until {day}").format(day=f"{more.until:%Y-%m-%d}")
        text = joined(until, more.reason, more.answer)
        yield Line(more.at, str(more.unit), _("Extension"), text)
    for call in suggestion.calls.select_related("caller", "unit"):
        text = joined(call.text, call.answer, call.result, call.rating_comment)
        who = f"{call.caller} → {call.unit}"
        yield Line(call.at, who, _("Call to a unit above"), text)


def contacts(suggestion: Suggestion) -> Lines:
    """Calls, visits, meetings and mediation; a corrected entry stands there as one."""
    for entry in suggestion.contacts.select_related("unit", "corrected_by"):
        wrong = hasattr(entry, "corrected_by")
        text = joined(
            _("Corrected by a later entry") if wrong else "",
            "" if entry.reached else _("Not reached"),
            *(entry.with_whom, entry.place, entry.said),
            *(entry.next_step, entry.next_on, entry.why_corrected),
        )
        who = f"{entry.unit} {entry.spoke}"
        yield Line(entry.happened_at, who, str(entry.get_kind_display()), text)
    for mediation in suggestion.mediations.select_related("unit").prefetch_related("parties"):
        outcome = mediation.get_outcome_display() if mediation.outcome else ""
        parties = (f"{one.get_side_display()}: {one.name}" for one in mediation.parties.all())
        about = (mediation.subject, mediation.mediator, *parties)
        text = joined(*about, outcome, mediation.agreement)
        yield Line(mediation.opened_at, str(mediation.unit), _("Mediation"), text)


def supervision(suggestion: Suggestion) -> Lines:
    """Letters of supervision with their answers, leaders' cases, conferences, instructions."""
    yield from _letters_of_supervision(suggestion)
    for case in suggestion.led_cases.select_related("leader"):
        what = _("Taken on by a leader")
        yield Line(case.taken_at, named(case.leader), what, joined(case.reason, case.result))
        for plan in case.plans.select_related("by", "unit"):
            responsible = joined(plan.unit, plan.responsible, plan.due_on)
            text = joined(plan.cause, plan.measures, responsible)
            yield Line(plan.at, named(plan.by), _("Plan of the case"), text)
        for step in case.entries.filter(event=CaseEvent.STEP).select_related("by"):
            yield Line(step.at, named(step.by), str(step.get_event_display()), step.text)
    for item in suggestion.agenda.select_related("conference"):
        about = joined(item.question, item.why_taken_off)
        yield Line(item.put_on_at, str(item.conference), _("Joint conference"), about)
        for decision in item.decisions.select_related("owner").prefetch_related("notes"):
            told = (note.text for note in decision.notes.all())
            text = joined(decision.text, decision.owner, decision.due_on, *told, decision.done_note)
            who = str(item.conference)
            yield Line(decision.decided_at, who, _("Decision of the joint conference"), text)
    for instruction in suggestion.instructions.select_related("leader"):
        text = joined(instruction.text, *(told.text for told in instruction.feedback.all()))
        what = _("Leader's instruction")
        yield Line(instruction.entered_at, named(instruction.leader), what, text)


def _letters_of_supervision(suggestion: Suggestion) -> Lines:
    """Not those to others about policy or responsibility, which are not for the unit in charge;
    nor those that are also about what has turned out to be a report against someone.
    """
    letters = SupervisionLetter.objects.filter(matters__suggestion=suggestion)
    letters = letters.filter(Q(kind__in=RUNGS) | Q(unit=suggestion.unit))
    if suggestion.classification != Classification.REPORT:
        letters = letters.unsealed()
    for letter in letters.select_related("issuer", "unit"):
        who = f"{letter.issuer} → {letter.unit}"
        text = joined(letter.number, letter.subject, letter.text, letter.closing_note)
        yield Line(letter.issued_at, who, str(letter.get_kind_display()), text)
        for note in letter.notes.select_related("unit"):
            said = joined(letter.number, note.get_adoption_display(), note.text)
            yield Line(note.at, str(note.unit), str(note.get_kind_display()), said)


def replies(suggestion: Suggestion) -> Lines:
    """What the author was told in reply, and the checks."""
    for reply in suggestion.replies.filter(state=ReplyState.SENT).select_related("unit"):
        text = joined(reply.get_publicity_display(), reply.text)
        yield Line(reply.sent_at, str(reply.unit), str(reply.get_kind_display()), text)
    for check in suggestion.checks.select_related("by"):
        passed = pgettext("of a check", "Passed") if check.passed else _("Sent back")
        yield Line(check.at, named(check.by), _("Check of the reply"), joined(passed, check.note))


def ratings(suggestion: Suggestion) -> Lines:
    """Calls back and what the author said."""
    for asking in suggestion.askings.prefetch_related("attempts__by"):
        for attempt in asking.attempts.all():
            what = str(attempt.get_result_display())
            yield Line(attempt.at, named(attempt.by), what, attempt.note)
    for rating in suggestion.ratings.select_related("by"):
        marks = _("Answered: {answered}; done: {done}").format(
            answered=Scale(rating.answered).label, done=Scale(rating.done).label
        )
        what = str(rating.get_source_display())
        yield Line(rating.at, named(rating.by), what, joined(marks, rating.comment))


def others(suggestion: Suggestion) -> Lines:
    """Referrals, systemic issues and decisions of panels."""
    for referral in suggestion.referrals.select_related("channel", "by"):
        text = joined(referral.channel.name, referral.channel.article, referral.channel.text)
        yield Line(referral.at, named(referral.by), _("Legal channel"), text)
    links = SystemicLink.objects.filter(suggestion=suggestion, removed_at__isnull=True)
    for link in links.select_related("issue", "by"):
        yield Line(link.at, named(link.by), _("Systemic issue"), link.issue.title)
    for decision in suggestion.decisions.filter(published_at__isnull=False):
        what = str(decision.get_outcome_display())
        yield Line(decision.published_at, _("Panel"), what, decision.reason)


def letters(suggestion: Suggestion) -> Lines:
    """Official letters with their numbers."""
    for paper in suggestion.papers.letters().select_related("by"):
        text = joined(paper.document_number, paper.title, paper.addressee, paper.text)
        yield Line(paper.at, named(paper.by), str(paper.get_kind_display()), text)


PARTS: tuple[tuple[str, object, Callable[[Suggestion], Lines]], ...] = (
    ("history", gettext_lazy("What happened"), history),
    ("revisions", gettext_lazy("Earlier texts"), revisions),
    ("clocks", gettext_lazy("Time limits"), clocks),
    ("duties", gettext_lazy("Who was in charge"), duties),
    ("contacts", gettext_lazy("Contact log"), contacts),
    ("supervision", gettext_lazy("Supervision and instructions"), supervision),
    ("replies", gettext_lazy("Replies and checks"), replies),
    ("ratings", gettext_lazy("Ratings and calls back"), ratings),
    ("letters", gettext_lazy("Official letters"), letters),
    ("others", gettext_lazy("Referrals, issues and decisions"), others),
)
"""In the order of the file; an empty part is left out."""


def sections_of(suggestion: Suggestion) -> list[Section]:
    """The parts that have something to say; a query for each kind of thing, and a few more for
    each letter of supervision, case and item of an agenda.
    """
    found = (
        Section(anchor, str(title), in_order(lines(suggestion))) for anchor, title, lines in PARTS
    )
    return [section for section in found if section.lines]
