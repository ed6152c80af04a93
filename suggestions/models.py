"""The list of suggestions' models; each lives with its step."""

from suggestions.agency.agency import Agency, AgencyStep
from suggestions.api.kept_answer import KeptAnswer
from suggestions.api.key import ApiKey
from suggestions.api.system import ConnectedSystem
from suggestions.chain.entry import ChainEntry, ChainHead
from suggestions.chain.erasing.erasure import Erasure
from suggestions.chain.roots import DayRoot
from suggestions.chain.subject_key import SubjectKey
from suggestions.clocks.clock import Clock, ClockChange, ClockPause
from suggestions.clocks.rule import ClockRule
from suggestions.clocks.standard import Standard, StandardUse
from suggestions.commendation.certificate import Certificate
from suggestions.commendation.commendation import Commendation, CommendationEntry
from suggestions.commendation.draw import Draw, PanelMember
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.objection import Objection
from suggestions.contacts.contact_entry import ContactEntry
from suggestions.contacts.mediation import Mediation, MediationParty
from suggestions.conversion.action import Action
from suggestions.conversion.commitments.commitment_list import CommitmentItem, CommitmentList
from suggestions.conversion.evidence import Evidence
from suggestions.conversion.golden_idea import CriterionMean, GoldenIdea
from suggestions.conversion.progress import DueReport, ProgressNote
from suggestions.conversion.proposal import Proposal, Verdict
from suggestions.conversion.reminder import Reminder
from suggestions.conversion.rules import FollowUpRules
from suggestions.desk.saved import LedgerChoice, SavedView
from suggestions.duties.call import Call
from suggestions.duties.duty import Duty
from suggestions.duties.extension import Extension
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.figures.case_facts import CaseFacts, FactsQueue
from suggestions.figures.cells import Cell, DayCount
from suggestions.figures.keeper import Keeper
from suggestions.figures.overdue.setting import OverdueBoard
from suggestions.handling.channels.legal_channel import LegalChannel, Referral
from suggestions.handling.exclusion.exclusion import Exclusion
from suggestions.handling.step_template import StepTemplate
from suggestions.handling.words.word_list import Hold, Word, WordList
from suggestions.history import Entry
from suggestions.instructions.instruction import Feedback, Instruction
from suggestions.instructions.release import Release
from suggestions.instructions.report import ReportItem, SpecialReport
from suggestions.intake.attachments import Attachment
from suggestions.intake.consents import Consent, ConsentText
from suggestions.intake.desk.desk_entry import DeskEntry
from suggestions.joint.co_author import CoAuthor
from suggestions.joint.suggester import SuggestingOrganisation
from suggestions.outgoing.notice import Notice
from suggestions.outgoing.silence import Silence
from suggestions.paper.print_run import PrintRun
from suggestions.paper.sheet import Sheet, SheetBatch
from suggestions.paper.slip import Slip
from suggestions.paper.typing import Typing, TypingComparison
from suggestions.papers.head import PaperHead
from suggestions.papers.paper import Paper
from suggestions.rating.asking import Asking, CallAttempt
from suggestions.rating.rating import Rating, Reopening
from suggestions.repeats.link import Link
from suggestions.replies.batch import BatchItem, ReplyBatch
from suggestions.replies.check import Check
from suggestions.replies.reply import Reply
from suggestions.replies.template import ReplyTemplate
from suggestions.review.assignment import Assignment
from suggestions.review.barring import Barring, ConflictDeclaration
from suggestions.review.decision import Decision, ReasonTemplate
from suggestions.review.experts.expert import Expert, Term
from suggestions.review.letters.letter import Letter, LetterTemplate
from suggestions.review.notes import PanelNote
from suggestions.review.publication import PublicationRun
from suggestions.review.reconsideration import Reconsideration
from suggestions.review.reviews import Review, Score
from suggestions.review.revising import EarlierDecision
from suggestions.review.round import Panellist, Round
from suggestions.review.second_look import SecondLook
from suggestions.review.shortlist import ShortlistEntry
from suggestions.review.standing import Standing
from suggestions.review.statistics.kept import ReviewerFigures, RoundStatistics
from suggestions.revision import Revision
from suggestions.suggestion import Suggestion
from suggestions.supervision.conference.agenda import (
    AgendaItem,
    ConferenceDecision,
    DecisionNote,
    Minutes,
    Sitting,
)
from suggestions.supervision.leading.case import (
    CaseEntry,
    CasePlan,
    LedCase,
    PeopleConcerned,
    SetAside,
)
from suggestions.supervision.leading.rung import EscalationRule
from suggestions.supervision.letters.letter import LetterNote, SupervisedMatter, SupervisionLetter
from suggestions.supervision.letters.wording import SupervisionWording
from suggestions.systemic.systemic_issue import (
    SystemicAction,
    SystemicIssue,
    SystemicLink,
    SystemicNote,
)
from suggestions.tally import CampaignTally
from suggestions.workorders.order import StatusChange, WorkOrder

__all__ = [
    "Action",
    "Agency",
    "AgencyStep",
    "AgendaItem",
    "ApiKey",
    "Asking",
    "Assignment",
    "Attachment",
    "Barring",
    "BatchItem",
    "Call",
    "CallAttempt",
    "CampaignTally",
    "CaseEntry",
    "CaseFacts",
    "CasePlan",
    "Cell",
    "Certificate",
    "ChainEntry",
    "ChainHead",
    "Check",
    "Clock",
    "ClockChange",
    "ClockPause",
    "ClockRule",
    "CoAuthor",
    "Commendation",
    "CommendationEntry",
    "CommitmentItem",
    "CommitmentList",
    "ConferenceDecision",
    "ConflictDeclaration",
    "ConnectedSystem",
    "Consent",
    "ConsentText",
    "ContactEntry",
    "CriterionMean",
    "DayCount",
    "DayRoot",
    "Decision",
    "DecisionNote",
    "DeskEntry",
    "Draw",
    "DueReport",
    "Duty",
    "DutyDispute",
    "DutyObjection",
    "EarlierDecision",
    "Entry",
    "Erasure",
    "EscalationRule",
    "Evidence",
    "Exclusion",
    "Expert",
    "Extension",
    "FactsQueue",
    "Feedback",
    "FollowUpRules",
    "GoldenIdea",
    "Hold",
    "Instruction",
    "Keeper",
    "KeptAnswer",
    "LedCase",
    "LedgerChoice",
    "LegalChannel",
    "Letter",
    "LetterNote",
    "LetterTemplate",
    "Link",
    "Mediation",
    "MediationParty",
    "Minutes",
    "Nominee",
    "Notice",
    "Objection",
    "OverdueBoard",
    "PanelMember",
    "PanelNote",
    "Panellist",
    "Paper",
    "PaperHead",
    "PeopleConcerned",
    "PrintRun",
    "ProgressNote",
    "Proposal",
    "PublicationRun",
    "Rating",
    "ReasonTemplate",
    "Reconsideration",
    "Referral",
    "Release",
    "Reminder",
    "Reopening",
    "Reply",
    "ReplyBatch",
    "ReplyTemplate",
    "ReportItem",
    "Review",
    "ReviewerFigures",
    "Revision",
    "Round",
    "RoundStatistics",
    "SavedView",
    "Score",
    "SecondLook",
    "SetAside",
    "Sheet",
    "SheetBatch",
    "ShortlistEntry",
    "Silence",
    "Sitting",
    "Slip",
    "SpecialReport",
    "Standard",
    "StandardUse",
    "Standing",
    "StatusChange",
    "StepTemplate",
    "SubjectKey",
    "SuggestingOrganisation",
    "Suggestion",
    "SupervisedMatter",
    "SupervisionLetter",
    "SupervisionWording",
    "SystemicAction",
    "SystemicIssue",
    "SystemicLink",
    "SystemicNote",
    "Term",
    "Typing",
    "TypingComparison",
    "Verdict",
    "Word",
    "WordList",
    "WorkOrder",
]
