"""The list of suggestions' models; each lives with its step."""

from suggestions.history import Entry
from suggestions.suggestion import Suggestion

__all__ = ["Entry", "Suggestion"]
