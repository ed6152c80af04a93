"""The ruling: what a chair wants decided, checked before it becomes a decision."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from suggestions.review.decision import ADOPTING, REASON_LENGTH, Settling
from suggestions.review.refusals import DecisionRefused
from suggestions.review.standing import Standing
from suggestions.states import OUTCOMES, State


@dataclass(frozen=True)
class Ruling:
    """An outcome with its reason, and perhaps the code A to D of how the matter stands."""

    outcome: str
    reason: str
    settling: str = ""

    def checked(self) -> "Ruling":
        """The same with a clean reason; raises DecisionRefused if it is no ruling."""
        reason = self.reason.strip()
        if self.outcome not in OUTCOMES:
            raise DecisionRefused(_("A panel can adopt, adopt in part, keep or not adopt."))
        if not reason:
            raise DecisionRefused(_("A decision needs a reason."))
        if len(reason) > REASON_LENGTH:
            raise DecisionRefused(_("The reason is too long."))
        if self.settling and self.settling not in Settling:
            raise DecisionRefused(_("The code is one of A to D."))
        return replace(self, outcome=State(self.outcome), reason=reason)

    def check_against(self, standing: Standing) -> None:
        """Raises DecisionRefused if what nobody has scored is to be adopted."""
        if self.outcome in ADOPTING and not standing.review_count:
            raise DecisionRefused(_("Nobody has scored this suggestion yet."))
