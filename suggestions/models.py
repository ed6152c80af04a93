"""The list of suggestions' models; each lives with its step."""

from suggestions.history import Entry
from suggestions.intake.attachments import Attachment
from suggestions.intake.consents import Consent, ConsentText
from suggestions.suggestion import Suggestion

__all__ = ["Attachment", "Consent", "ConsentText", "Entry", "Suggestion"]
