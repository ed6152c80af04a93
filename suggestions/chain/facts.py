"""Facts: what a row says, as the log commits to it. The same function writes and verifies.

Nothing here imports the rows' models: they import the log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import rfc8785
from django.db import models

from suggestions.chain.suite import Suite

if TYPE_CHECKING:
    from suggestions.chain.erasing.erasure import Erasure
    from suggestions.commendation.commendation import CommendationEntry
    from suggestions.conversion.progress import ProgressNote
    from suggestions.conversion.proposal import Verdict
    from suggestions.history import Entry
    from suggestions.review.decision import Decision
    from suggestions.review.reviews import Review

Facts = dict[str, Any]
GONE: Facts = {"gone": True}
"""The facts of a row that was taken away by the rules."""


@dataclass(frozen=True)
class Text:
    """Words somebody wrote: the log holds a keyed digest of them, never the words."""

    words: str


@dataclass(frozen=True)
class About:
    """How the log reads a kind of row: whose it is, what it says, what to load with it."""

    suggestion: Callable[[Any], int | None]
    facts: Callable[[Any], Facts]
    with_one: tuple[str, ...] = ()
    with_many: tuple[str, ...] = ()


def kind_of(row: models.Model) -> str:
    """The name under which the log knows rows like this; raises KeyError if it does not."""
    name = str(row._meta.model_name)
    if name not in KINDS:
        raise KeyError(name)
    return name


def entry_facts(entry: "Entry") -> Facts:
    """One step of the history: what happened, who, when, from where to where, in which words."""
    return {
        "suggestion": entry.suggestion_id,
        "event": str(entry.event),
        "at": moment(entry.at),
        "by": entry.by_id,
        "before": str(entry.before),
        "after": str(entry.after),
        "note": Text(entry.note),
        "internal_note": Text(entry.internal_note),
    }


def review_facts(review: "Review") -> Facts:
    """A submitted review with its scores; of a draft only that it is one."""
    if review.submitted_at is None:
        return {"is_draft": True}
    scores = list(review.scores.all())
    return {
        "assignment": review.assignment_id,
        "submitted_at": moment(review.submitted_at),
        "mark": review.mark,
        "text_hash": review.text_hash,
        "comment": Text(review.comment),
        "levels": {str(score.criterion_id): score.level for score in scores},
        "fixers": {str(score.criterion_id): str(score.fixer) for score in scores},
        "comments": {str(score.criterion_id): Text(score.comment) for score in scores},
    }


def decision_facts(decision: "Decision") -> Facts:
    """What a panel decided, why, and since when everybody may know."""
    return {
        "suggestion": decision.suggestion_id,
        "round": decision.round_id,
        "outcome": str(decision.outcome),
        "reason": Text(decision.reason),
        "settling": str(decision.settling),
        "by": decision.by_id,
        "at": moment(decision.at),
        "published_at": moment(decision.published_at),
    }


def report_facts(note: "ProgressNote") -> Facts:
    """What an acting unit reported, and how far the action had come."""
    return {
        "action": note.action_id,
        "text": Text(note.text),
        "state": str(note.state),
        "value": None if note.value is None else f"{note.value.normalize():f}",
        "at": moment(note.at),
        "by": note.by_id,
    }


def verdict_facts(verdict: "Verdict") -> Facts:
    """What a second unit said of the claim that an idea was carried out."""
    return {
        "proposal": verdict.proposal_id,
        "accepted": verdict.accepted,
        "note": Text(verdict.note),
        "unit": verdict.unit_id,
        "by": verdict.by_id,
        "at": moment(verdict.at),
    }


def commendation_facts(entry: "CommendationEntry") -> Facts:
    """One step of a commendation, from the draft list to the published order."""
    return {
        "commendation": entry.commendation_id,
        "before": str(entry.before),
        "after": str(entry.after),
        "note": Text(entry.note),
        "by": entry.by_id,
        "at": moment(entry.at),
    }


def erasure_facts(erasure: "Erasure") -> Facts:
    """That personal data were erased, and which key went with them."""
    return {
        "suggestion": erasure.suggestion_id,
        "number": str(erasure.number),
        "destroyed_key": str(erasure.destroyed_key),
        "reason": str(erasure.reason),
        "keeps_text": erasure.keeps_text,
        "by": erasure.by_id,
        "at": moment(erasure.at),
    }


KINDS: Mapping[str, About] = {
    "entry": About(lambda row: row.suggestion_id, entry_facts),
    "review": About(
        lambda row: row.assignment.suggestion_id,
        review_facts,
        with_one=("assignment",),
        with_many=("scores",),
    ),
    "decision": About(lambda row: row.suggestion_id, decision_facts),
    "progressnote": About(
        lambda row: row.action.idea.suggestion_id, report_facts, with_one=("action__idea",)
    ),
    "verdict": About(
        lambda row: row.proposal.idea.suggestion_id, verdict_facts, with_one=("proposal__idea",)
    ),
    "commendationentry": About(lambda row: None, commendation_facts),
    "erasure": About(lambda row: row.suggestion_id, erasure_facts),
}
"""What the log covers, by the name of the model."""


def moment(at: datetime | None) -> str | None:
    """`at` in UTC with microseconds, as ISO 8601 writes it."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")


def with_digests(facts: Any, *, suite: Suite, key: bytes) -> Any:
    """`facts` with every text replaced by its keyed digest; no text stays empty."""
    if isinstance(facts, Text):
        return facts.words and suite.commitment(key, b"text:" + facts.words.encode())
    if isinstance(facts, dict):
        return {name: with_digests(value, suite=suite, key=key) for name, value in facts.items()}
    return facts


def canonical(value: Any) -> bytes:
    """`value` as canonical JSON (RFC 8785): the same bytes whoever writes it.

    Raises rfc8785.CanonicalizationError, a ValueError, for what JSON cannot say exactly.
    """
    return rfc8785.dumps(value)
