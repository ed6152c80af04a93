"""The list of suggestions' models; each lives with its step."""

from suggestions.chain.entry import ChainEntry, ChainHead
from suggestions.chain.erasing.erasure import Erasure
from suggestions.chain.roots import DayRoot
from suggestions.chain.subject_key import SubjectKey
from suggestions.commendation.certificate import Certificate
from suggestions.commendation.commendation import Commendation, CommendationEntry
from suggestions.commendation.draw import Draw, PanelMember
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.objection import Objection
from suggestions.conversion.action import Action
from suggestions.conversion.commitments.commitment_list import CommitmentItem, CommitmentList
from suggestions.conversion.evidence import Evidence
from suggestions.conversion.golden_idea import CriterionMean, GoldenIdea
from suggestions.conversion.progress import DueReport, ProgressNote
from suggestions.conversion.proposal import Proposal, Verdict
from suggestions.conversion.reminder import Reminder
from suggestions.conversion.rules import FollowUpRules
from suggestions.duties.call import Call
from suggestions.duties.duty import Duty
from suggestions.duties.extension import Extension
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.history import Entry
from suggestions.instructions.instruction import Feedback, Instruction
from suggestions.instructions.release import Release
from suggestions.instructions.report import ReportItem, SpecialReport
from suggestions.intake.attachments import Attachment
from suggestions.intake.consents import Consent, ConsentText
from suggestions.notices import Notice
from suggestions.repeats.link import Link
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
from suggestions.tally import CampaignTally

__all__ = [
    "Action",
    "Assignment",
    "Attachment",
    "Barring",
    "Call",
    "CampaignTally",
    "Certificate",
    "ChainEntry",
    "ChainHead",
    "Commendation",
    "CommendationEntry",
    "CommitmentItem",
    "CommitmentList",
    "ConflictDeclaration",
    "Consent",
    "ConsentText",
    "CriterionMean",
    "DayRoot",
    "Decision",
    "Draw",
    "DueReport",
    "Duty",
    "DutyDispute",
    "DutyObjection",
    "EarlierDecision",
    "Entry",
    "Erasure",
    "Evidence",
    "Expert",
    "Extension",
    "Feedback",
    "FollowUpRules",
    "GoldenIdea",
    "Instruction",
    "Letter",
    "LetterTemplate",
    "Link",
    "Nominee",
    "Notice",
    "Objection",
    "PanelMember",
    "PanelNote",
    "Panellist",
    "ProgressNote",
    "Proposal",
    "PublicationRun",
    "ReasonTemplate",
    "Reconsideration",
    "Release",
    "Reminder",
    "ReportItem",
    "Review",
    "ReviewerFigures",
    "Revision",
    "Round",
    "RoundStatistics",
    "Score",
    "SecondLook",
    "ShortlistEntry",
    "SpecialReport",
    "Standing",
    "SubjectKey",
    "Suggestion",
    "Term",
    "Verdict",
]
