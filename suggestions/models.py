"""The list of suggestions' models; each lives with its step."""

from suggestions.conversion.action import Action, ProgressNote
from suggestions.conversion.golden_idea import CriterionMean, GoldenIdea
from suggestions.history import Entry
from suggestions.intake.attachments import Attachment
from suggestions.intake.consents import Consent, ConsentText
from suggestions.review.assignment import Assignment
from suggestions.review.decision import Decision, ReasonTemplate
from suggestions.review.reviews import Review, Score
from suggestions.review.round import Panellist, Round
from suggestions.review.standing import Standing
from suggestions.suggestion import Suggestion

__all__ = [
    "Action",
    "Assignment",
    "Attachment",
    "Consent",
    "ConsentText",
    "CriterionMean",
    "Decision",
    "Entry",
    "GoldenIdea",
    "Panellist",
    "ProgressNote",
    "ReasonTemplate",
    "Review",
    "Round",
    "Score",
    "Standing",
    "Suggestion",
]
