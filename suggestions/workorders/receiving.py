"""Receiving: one work order becomes one suggestion, however often it comes."""

from dataclasses import dataclass
from datetime import datetime

from portal.accounts.user import User
from suggestions.api.system import ConnectedSystem
from suggestions.intake.receipts import parse_receipt
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import CannotLink, link
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.workorders.following import follow_sealing
from suggestions.workorders.order import WorkOrder


@dataclass(frozen=True)
class OrderFacts:
    """An enclosure of a draft: the work order it came as."""

    system: ConnectedSystem
    number: str
    category_code: str = ""
    category: str = ""

    def keep(self, suggestion: Suggestion, *, by: User | None, at: datetime) -> None:
        """Store it for the new suggestion; a report against someone ends there at once."""
        WorkOrder.objects.create(suggestion=suggestion, **vars(self))
        if suggestion.classification == Classification.REPORT:
            follow_sealing(suggestion, at=at)


def link_same(suggestion: Suggestion, receipt: str, *, at: datetime) -> bool:
    """Link what came by the hotline with what the caller handed in before, if there is such a one.

    Each keeps its receipt. Sealed reports are linked with nothing.
    """
    other = Suggestion.objects.filter(receipt=parse_receipt(receipt)).first()
    if other is None:
        return False
    try:
        link(suggestion, other, verdict=Verdict.SAME, by=None, at=at)
    except CannotLink:
        return False
    return True
