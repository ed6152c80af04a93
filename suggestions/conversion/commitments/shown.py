"""What visitors see of a list: its actions, of ideas that are public, and how far they are."""

from dataclasses import dataclass

from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.commitments.commitment_list import CommitmentItem, CommitmentList
from suggestions.conversion.golden_idea import GoldenIdea


@dataclass(frozen=True)
class Progress:
    """How many of the actions are done."""

    done: int
    total: int


def items_of(commitments: CommitmentList) -> list[CommitmentItem]:
    """The items in order, those of hidden ideas left out; two queries."""
    shown = GoldenIdea.objects.public()
    rows = commitments.items.filter(action__idea__in=shown)
    rows = rows.select_related("action__unit", "action__idea__suggestion")
    return list(rows.prefetch_related("action__co_units"))


def progress_of(items: list[CommitmentItem]) -> Progress:
    """How far the list has come."""
    return Progress(sum(_is_done(item.action) for item in items), len(items))


def _is_done(action: Action) -> bool:
    return action.state == ActionState.DONE
