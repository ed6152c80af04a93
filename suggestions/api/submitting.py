"""Submitting: suggestions of other systems go through the same door as all others."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from suggestions.api.drafting import NO_NUMBER, draft_of, key_of
from suggestions.api.idempotency import once
from suggestions.api.key import ApiKey
from suggestions.api.problems import Problem
from suggestions.api.schemas import SuggestionIn
from suggestions.api.system import ConnectedSystem
from suggestions.intake.draft import Draft
from suggestions.intake.receipts import tracking_code
from suggestions.intake.submission import submit
from suggestions.suggestion import Suggestion

Answer = dict[str, Any]


def hand_in(
    request: HttpRequest, said: SuggestionIn, key: ApiKey, *, at: datetime
) -> tuple[Answer, bool]:
    """The receipt of `said`, and whether it is that of an earlier request. Raises Problem."""
    system = key.system

    def work(idempotency_key: str) -> Answer:
        draft = draft_of(said, system, key=idempotency_key, at=at)
        return kept(draft, at=at)

    answer, replayed = once(request, system, work, at=at)
    return with_code(answer, system), replayed


def kept(draft: Draft, *, at: datetime) -> Answer:
    """Hand in a checked draft; what came under its number before must say the same.

    Raises Problem. The tracking code is not in the answer: answers are stored.
    """
    try:
        receipt = submit(draft, by=None, at=at)
    except ValidationError as error:  # only a campaign that closed at this very moment
        raise Problem("invalid") from error
    row = receipt.suggestion
    said = ("title", "problem", "proposal")
    if not receipt.created and any(getattr(row, name) != getattr(draft, name) for name in said):
        raise Problem("number_used")
    return {"receipt": row.receipt, "number": row.source_key}


def with_code(answer: Answer, system: ConnectedSystem) -> Answer:
    """A stored answer with the tracking code, which is derived and nowhere stored."""
    number = answer["number"]
    shown = "" if number.startswith(NO_NUMBER) else number
    return {**answer, "number": shown, "tracking_code": tracking_code(key_of(system, number))}


def own(key: ApiKey) -> Any:
    """What the key's system handed in; what became a sealed report is answered about no more."""
    return Suggestion.objects.unsealed().filter(source=key.system.code)
