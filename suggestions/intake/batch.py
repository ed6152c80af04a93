"""Batches: many drafts from another system kept at once, as `submit` would keep each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from portal.accounts.user import User
from portal.bulk import insert_many
from portal.signals import changed
from suggestions.chain.recording import note_many
from suggestions.chain.subject_key import make_keys
from suggestions.clocks.running import begin
from suggestions.clocks.step import Start
from suggestions.history import Entry, Event
from suggestions.intake.draft import Draft
from suggestions.intake.submission import ATTEMPTS, draw_receipt, unsaved
from suggestions.intake.suspecting import seal_suspected, sealing_entry
from suggestions.states import State
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Kept:
    """Which of a batch's numbers at the source are new, and which were there before."""

    new: frozenset[str]
    earlier: frozenset[str]


def submit_many(
    drafts: Sequence[Draft], *, source: str, by: User | None, at: datetime, dry_run: bool = False
) -> Kept:
    """Keep those checked `drafts` of `source` that are not there yet, all or none of them.

    Each needs a `source_key`; of two equal ones the first is kept. Nobody is notified: the
    other system has answered its author. With `dry_run` nothing is kept and the answer is
    the same.
    """
    first = {draft.source_key: draft for draft in reversed(drafts)}
    for _attempt in range(ATTEMPTS):
        earlier = _earlier(source, first)
        fresh = [draft for key, draft in first.items() if key not in earlier]
        try:
            if not dry_run:
                _keep(fresh, by=by, at=at)
        except IntegrityError:
            # Another import brought one of these rows, or one of the receipts, in between.
            continue
        return Kept(frozenset(draft.source_key for draft in fresh), earlier)
    raise RuntimeError(f"The batch could not be kept in {ATTEMPTS} attempts.")


def _earlier(source: str, keys: Iterable[str]) -> frozenset[str]:
    """Which of `keys` the portal knows from `source`."""
    known = Suggestion.objects.filter(source=source, source_key__in=list(keys))
    return frozenset(known.values_list("source_key", flat=True))


@transaction.atomic
def _keep(drafts: Sequence[Draft], *, by: User | None, at: datetime) -> None:
    """Insert the suggestions with their first history entry, and say so."""
    drafts = seal_suspected(drafts)
    rows = [_told(unsaved(draft, at=at), draft) for draft in drafts]
    _draw_free_receipts(rows, at=at)
    insert_many(rows)
    entries = [
        entry
        for row, draft in zip(rows, drafts, strict=True)
        for entry in _entries(row, draft, by, at)
    ]
    insert_many(entries)
    for row, draft in zip(rows, drafts, strict=True):
        for enclosure in draft.enclosures:
            enclosure.keep(row, by=by, at=at)
    make_keys([row.pk for row in rows], at=at)
    note_many(entries, at=at)
    begin([row for row in rows if row.state == State.RECEIVED], Start.SUBMITTED)
    changed(Suggestion, [row.pk for row in rows])


def _told(row: Suggestion, draft: Draft) -> Suggestion:
    """The unsaved row; answered, if its office answered it before it came here."""
    if draft.replied_at:
        row.state, row.state_since = State.ANSWERED, draft.replied_at
    return row


def _entries(row: Suggestion, draft: Draft, by: User | None, at: datetime) -> Iterator[Entry]:
    """What is written into the history of a new row; what was replied to began before that."""
    began = row.submitted_at if draft.replied_at else at
    yield Entry(suggestion=row, event=Event.SUBMITTED, at=began, by=by, after=State.RECEIVED)
    if draft.sealed_for:
        yield sealing_entry(row, draft, at=at)
    if draft.replied_at:
        yield Entry(
            suggestion=row,
            event=Event.MOVED,
            at=draft.replied_at,
            by=by,
            before=State.RECEIVED,
            after=State.ANSWERED,
            note=draft.reply,
        )


def _draw_free_receipts(rows: Sequence[Suggestion], *, at: datetime) -> None:
    """Draw again for rows whose receipt is taken: in a large import of one day some will be."""
    undecided: Sequence[Suggestion] = rows
    own: set[str] = set()
    while undecided:
        wanted = [row.receipt for row in undecided]
        taken = own | set(
            Suggestion.objects.filter(receipt__in=wanted).values_list("receipt", flat=True)
        )
        again = []
        for row in undecided:
            if row.receipt in taken:
                again.append(row)
            taken.add(row.receipt)
            own.add(row.receipt)
        for row in again:
            draw_receipt(row, at=at)
        undecided = again
