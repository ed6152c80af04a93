"""Whether the phases of a campaign make sense; what is wrong is said about the phase at fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from campaigns.phases import PhaseKind

ORDER = (PhaseKind.COLLECTING, PhaseKind.REVIEWING, PhaseKind.RESULTS)


@dataclass(frozen=True)
class Span:
    """A phase as it was typed; `number` is its place in the form."""

    number: int
    kind: PhaseKind
    starts_at: datetime
    ends_at: datetime | None = None

    def overlaps(self, other: "Span") -> bool:
        """Whether the two have a moment in common."""
        first, second = sorted((self, other), key=lambda span: span.starts_at)
        return first.ends_at is None or second.starts_at < first.ends_at


@dataclass(frozen=True)
class Fault:
    """What is wrong with the field of the span with this number."""

    number: int
    field: str
    message: Promise


def faults_of(spans: Sequence[Span], *, themed: bool) -> list[Fault]:
    """Everything wrong with `spans`.

    Phases of one kind never overlap. A themed call collects first, then reviews, then
    publishes, one after the other, and each but the last must end; a standing channel
    may do all at once and without an end.
    """
    found = list(_same_kind_twice(spans))
    if themed:
        found += [*_endless_collecting(spans), *_out_of_order(spans)]
    return found


def _same_kind_twice(spans: Iterable[Span]) -> Iterable[Fault]:
    for first, second in combinations(spans, 2):
        if first.kind == second.kind and first.overlaps(second):
            message = _("Two phases of the same kind overlap.")
            yield Fault(second.number, "starts_at", message)


def _endless_collecting(spans: Iterable[Span]) -> Iterable[Fault]:
    for span in spans:
        if span.kind == PhaseKind.COLLECTING and span.ends_at is None:
            message = _("A themed call needs an end: until when do you collect suggestions?")
            yield Fault(span.number, "ends_at", message)


def _out_of_order(spans: Iterable[Span]) -> Iterable[Fault]:
    """Each phase against those of an earlier kind, whichever was typed first."""
    for first, second in combinations(sorted(spans, key=lambda span: ORDER.index(span.kind)), 2):
        if first.kind == second.kind:
            continue
        if first.ends_at is not None and second.starts_at < first.ends_at:
            yield Fault(second.number, "starts_at", _too_early(first, second))
        elif first.ends_at is None and first.kind != PhaseKind.COLLECTING:
            message = _("This phase must end before the next one starts.")
            yield Fault(first.number, "ends_at", message)


def _too_early(first: Span, second: Span) -> Promise:
    return format_lazy(
        _("“{later}” must not start before “{earlier}” has ended."),
        later=second.kind.label,
        earlier=first.kind.label,
    )
