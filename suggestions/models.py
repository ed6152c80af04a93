"""The list of suggestions' models; each lives with its step."""

from suggestions.conversion.action import Action, ProgressNote
from suggestions.conversion.golden_idea import CriterionMean, GoldenIdea
from suggestions.history import Entry
from suggestions.intake.attachments import Attachment
from suggestions.intake.consents import Consent, ConsentText
from suggestions.notices import Notice
from suggestions.repeats.link import Link
from suggestions.review.assignment import Assignment
from suggestions.review.barring import Barring, ConflictDeclaration
from suggestions.review.decision import Decision, ReasonTemplate
from suggestions.review.experts.expert import Expert, Term
from suggestions.review.reviews import Review, Score
from suggestions.review.round import Panellist, Round
from suggestions.review.standing import Standing
from suggestions.revision import Revision
from suggestions.suggestion import Suggestion
from suggestions.tally import CampaignTally

__all__ = [
    "Action",
    "Assignment",
    "Attachment",
    "Barring",
    "CampaignTally",
    "ConflictDeclaration",
    "Consent",
    "ConsentText",
    "CriterionMean",
    "Decision",
    "Entry",
    "Expert",
    "GoldenIdea",
    "Link",
    "Notice",
    "Panellist",
    "ProgressNote",
    "ReasonTemplate",
    "Review",
    "Revision",
    "Round",
    "Score",
    "Standing",
    "Suggestion",
    "Term",
]
