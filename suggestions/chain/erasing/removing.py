"""Removing: what goes when a person's data are erased from a suggestion, and what stays.

Reviews, decisions and histories stay (they are the acts of officials), but for names and
numbers in their words. docs/decisions says why each.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from celery import shared_task
from django.db import models
from django.db.models import F, Q

from portal.accounts.contact import Contact
from suggestions.agency.agency import Agency, AgencyStep
from suggestions.chain.erasing.masking import ERASED, masked
from suggestions.clocks.clock import ClockChange, ClockPause
from suggestions.commendation.certificate import Certificate
from suggestions.commendation.commendation import CommendationEntry
from suggestions.commendation.draw import PanelMember
from suggestions.commendation.forgetting import forget_author
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.objection import Objection
from suggestions.contacts.contact_entry import ContactEntry
from suggestions.contacts.mediation import Mediation, MediationParty
from suggestions.conversion.action import Action
from suggestions.conversion.evidence import Evidence
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.progress import ProgressNote
from suggestions.conversion.proposal import Proposal, Verdict
from suggestions.duties.call import Call
from suggestions.duties.duty import Duty
from suggestions.duties.extension import Extension
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.handling.exclusion.exclusion import Exclusion
from suggestions.handling.words.word_list import Hold
from suggestions.history import Entry, Event
from suggestions.instructions.instruction import Feedback, Instruction
from suggestions.instructions.release import Release
from suggestions.instructions.report import ReportItem, SpecialReport
from suggestions.intake.attachments import Attachment
from suggestions.intake.desk.desk_entry import DeskEntry
from suggestions.intake.tracking import NOBODY
from suggestions.joint.co_author import CoAuthor
from suggestions.joint.suggester import SuggestingOrganisation
from suggestions.outgoing.notice import Notice
from suggestions.paper.forgetting import (
    forget_forms,
    remove_pictures,
    with_forgotten_pictures,
)
from suggestions.papers.forgetting import remove_papers, with_forgotten_papers
from suggestions.papers.paper import Paper
from suggestions.rating.asking import CallAttempt
from suggestions.rating.rating import Rating
from suggestions.replies.batch import ReplyBatch
from suggestions.replies.check import Check
from suggestions.replies.reply import Reply
from suggestions.review.assignment import Assignment
from suggestions.review.barring import ConflictDeclaration
from suggestions.review.decision import Decision
from suggestions.review.letters.letter import Letter
from suggestions.review.notes import PanelNote
from suggestions.review.reconsideration import Reconsideration
from suggestions.review.reviews import Review, Score
from suggestions.review.revising import EarlierDecision
from suggestions.review.second_look import SecondLook
from suggestions.revision import Revision
from suggestions.suggestion import Suggestion
from suggestions.supervision.conference.agenda import (
    AgendaItem,
    ConferenceDecision,
    DecisionNote,
    Minutes,
)
from suggestions.supervision.leading.case import CaseEntry, CasePlan, LedCase, SetAside
from suggestions.supervision.letters.letter import LetterNote, SupervisionLetter
from suggestions.systemic.systemic_issue import SystemicAction, SystemicIssue, SystemicNote
from suggestions.workorders.order import StatusChange


@dataclass(frozen=True)
class Words:
    """Texts about a suggestion: in which table, how it leads there, in which columns."""

    model: type[models.Model]
    way: str
    columns: tuple[str, ...]

    def rows(self, suggestion: Suggestion) -> "models.QuerySet[models.Model]":
        """The rows about `suggestion`, each once; past managers that let nobody change rows."""
        rows: models.QuerySet[models.Model] = models.QuerySet(self.model)
        about = rows.filter(**{self.way: suggestion})
        return rows.filter(pk__in=about.values("pk")).order_by("pk")


LIST = "commendation__nominees__grounds"
"""The way to a suggestion from what belongs to a list on which it stands."""
STEPS = Words(CommendationEntry, LIST, ("note",))
"""The log knows them under a key that stays: those that change are to be logged again."""

CONTACT_WORDS = ("spoke", "with_whom", "place", "said", "next_step", "why_corrected")


OFFICIAL = (
    Words(Entry, "suggestion", ("note", "internal_note")),
    Words(Decision, "suggestion", ("reason",)),
    Words(EarlierDecision, "standing__suggestion", ("reason",)),
    Words(GoldenIdea, "suggestion", ("reason",)),
    Words(Review, "assignment__suggestion", ("comment",)),
    Words(Score, "review__assignment__suggestion", ("comment",)),
    Words(Assignment, "suggestion", ("abstain_reason",)),
    Words(PanelNote, "standing__suggestion", ("text",)),
    Words(SecondLook, "suggestion", ("answer_text",)),
    Words(Reconsideration, "suggestion", ("note",)),
    Words(ConflictDeclaration, "suggestion", ("reason",)),
    Words(Action, "idea__suggestion", ("what", "indicator")),
    Words(Evidence, "note__action__idea__suggestion", ("caption",)),
    Words(Evidence, "proposal__idea__suggestion", ("caption",)),
    Words(ProgressNote, "action__idea__suggestion", ("text",)),
    Words(Proposal, "idea__suggestion", ("note", "document_title")),
    Words(Verdict, "proposal__idea__suggestion", ("note",)),
    Words(Instruction, "suggestion", ("text", "closing_note")),
    Words(Feedback, "instruction__suggestion", ("text",)),
    Words(Release, "instruction__suggestion", ("wording",)),
    Words(ReportItem, "suggestion", ("summary", "words")),
    Words(SpecialReport, "items__suggestion", ("title",)),
    Words(Nominee, "grounds", ("reason", "removed_reason")),
    Words(Certificate, "nominee__grounds", ("revoked_reason",)),
    Words(Objection, LIST, ("text", "answer", "name")),
    Words(PanelMember, f"draw__{LIST}", ("words",)),
    Words(Reply, "suggestion", ("text", "publicity_reason", "return_note", "review_note")),
    Words(ReplyBatch, "items__suggestion", ("text", "publicity_reason")),
    Words(ClockChange, "clock__suggestion", ("reason",)),
    Words(ClockPause, "clock__suggestion", ("reason",)),
    Words(Check, "suggestion", ("note",)),
    Words(Exclusion, "suggestion", ("reason", "dispute", "decision")),
    Words(Hold, "suggestion", ("note",)),
    Words(Duty, "suggestion", ("note", "contribution")),
    Words(DutyObjection, "duty__suggestion", ("reason", "answer")),
    Words(DutyDispute, "duty__suggestion", ("reason", "decision")),
    Words(Extension, "suggestion", ("reason", "answer")),
    Words(Call, "suggestion", ("text", "answer", "result", "rating_comment")),
    Words(CallAttempt, "asking__suggestion", ("note",)),
    Words(Rating, "suggestion", ("settled_note",)),
    Words(AgencyStep, "agency__suggestion", ("note",)),
    Words(StatusChange, "order__suggestion", ("note",)),
    Words(ContactEntry, "suggestion", CONTACT_WORDS),
    Words(Mediation, "suggestion", ("subject", "mediator", "agreement")),
    Words(MediationParty, "mediation__suggestion", ("name",)),
    Words(
        SupervisionLetter,
        "matters__suggestion",
        ("subject", "text", "why_skipped", "closing_note"),
    ),
    Words(LetterNote, "letter__matters__suggestion", ("text",)),
    Words(LedCase, "suggestion", ("reason", "result")),
    Words(CasePlan, "case__suggestion", ("cause", "measures", "responsible")),
    Words(CaseEntry, "case__suggestion", ("text",)),
    Words(SetAside, "suggestion", ("reason",)),
    Words(AgendaItem, "suggestion", ("question", "why_taken_off")),
    Words(ConferenceDecision, "item__suggestion", ("text", "done_note")),
    Words(DecisionNote, "decision__item__suggestion", ("text",)),
    Words(Minutes, "sitting__items__suggestion", ("text",)),
    Words(SystemicIssue, "links__suggestion", ("title", "summary", "cause", "answer")),
    Words(SystemicAction, "issue__links__suggestion", ("what", "done_note")),
    Words(SystemicNote, "issue__links__suggestion", ("text",)),
)
"""Words of officials, and of others about the author: they stay, without names and numbers."""
PERSONAL = (
    Words(SecondLook, "suggestion", ("reasons",)),
    Words(Proposal, "idea__suggestion", ("answer_comment",)),
    Words(Letter, "decision__suggestion", ("text",)),
    Words(Rating, "suggestion", ("comment",)),
    Words(SuggestingOrganisation, "suggestion", ("name", "credit_code", "contact_person")),
    Words(CoAuthor, "suggestion", ("name", "label")),
    Words(Agency, "suggestion", ("witness",)),
    Words(DeskEntry, "suggestion", ("claim_digest",)),
    Words(Paper, "suggestion", ("title", "addressee", "text")),
)
"""Words of the author, or addressed to the author: they go."""


def remove_personal_data(row: Suggestion, *, keeps_text: bool) -> list[int]:
    """Take the author out of a locked suggestion and all that hangs on it, but for the files.

    Name, account, contact details, tracking code, letters, earlier wordings and waiting
    notices go. The author's words are replaced, or masked if they are kept; words that are
    not kept go off the site. Returns the keys of the steps of commendations that read
    differently now.
    """
    names = _names(row)
    steps = _mask(STEPS, row, names)
    _remove_rows(row, names)
    forget_author(row)
    _remove_words(row, names, keeps_text=keeps_text)
    contact = row.contact_id
    row.author_name, row.author, row.author_shown, row.contact = "", None, False, None
    row.tracking_digest = NOBODY
    row.save()
    if contact is not None:
        Contact.objects.filter(pk=contact).delete()
    return steps


@shared_task
def remove_files(suggestion: int) -> None:
    """Delete the files that came with the suggestion of this number; may run twice or late."""
    for attachment in Attachment.objects.filter(suggestion=suggestion):
        for field in (attachment.raw, attachment.file, attachment.thumbnail):
            if field.name:
                field.storage.delete(field.name)
        attachment.delete()
    remove_pictures(suggestion)
    remove_papers(suggestion)


@shared_task
def remove_forgotten_files() -> None:
    """Delete the files of erased suggestions where the task of the erasure was lost."""
    left = Attachment.objects.filter(suggestion__erasures__at__gte=F("uploaded_at"))
    forgotten = with_forgotten_pictures() | with_forgotten_papers()
    for suggestion in set(left.values_list("suggestion", flat=True)) | forgotten:
        remove_files(suggestion)


def _names(row: Suggestion) -> set[str]:
    names = {row.author_name.strip()}
    if row.author is not None:
        names.add(row.author.name.strip())
    about = SuggestingOrganisation.objects.filter(suggestion=row)
    names |= set(about.values_list("contact_person", flat=True))
    names |= set(row.co_authors.values_list("name", flat=True))
    return names - {""}


def _remove_rows(row: Suggestion, names: Iterable[str]) -> None:
    """Earlier wordings and waiting notices; words in tables of their own."""
    Revision.objects.filter(suggestion=row).delete()
    Notice.objects.filter(entry__suggestion=row).delete()
    forget_forms(row)
    _own_notes(row).update(note="")
    for words in PERSONAL:
        words.rows(row).update(**dict.fromkeys(words.columns, ""))
    for words in OFFICIAL:
        _mask(words, row, names)


def _own_notes(row: Suggestion) -> "models.QuerySet[models.Model]":
    """Entries that the author has written: those by the account, and withdrawals by code."""
    mine = Q(by=None, after="withdrawn") | Q(event=Event.SECOND_LOOK)
    if row.author_id is not None:
        mine |= Q(by=row.author_id)
    return Words(Entry, "suggestion", ()).rows(row).filter(mine)


def _mask(words: Words, row: Suggestion, names: Iterable[str]) -> list[int]:
    """Mask these words; returns the keys of the rows in which something changed."""
    changed = []
    for found in words.rows(row):
        before = {column: getattr(found, column) for column in words.columns}
        after = {column: masked(text, names) for column, text in before.items()}
        if after != before:
            models.QuerySet(words.model).filter(pk=found.pk).update(**after)
            changed.append(int(found.pk))
    return changed


def _remove_words(row: Suggestion, names: Iterable[str], *, keeps_text: bool) -> None:
    row.place = ""
    if keeps_text:
        for column in ("title", "problem", "proposal"):
            setattr(row, column, masked(getattr(row, column), names))
        return
    row.title = row.problem = ERASED
    row.proposal = ERASED if row.proposal else ""
    row.public_since = None
