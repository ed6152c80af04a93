"""Batching: one answer for many suggestions, in pieces that may be broken off and taken up again.

Each piece is one transaction: what it sent is ticked off with it, so that nobody is told twice.
"""

from collections.abc import Sequence
from datetime import date, datetime

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.committing import commit_to_day
from suggestions.clocks.running import meet_clock
from suggestions.clocks.step import Step
from suggestions.history import Entry, Event, move_many, record
from suggestions.notices import queue_notice
from suggestions.replies.batch import BatchItem, ItemState, ReplyBatch
from suggestions.replies.drafting import telling_refusal
from suggestions.replies.reply import (
    UNSENT,
    Publicity,
    Reply,
    ReplyKind,
    ReplyState,
)
from suggestions.rights import Action, may
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion, SuggestionQuerySet

PIECE = 200
"""Suggestions of one transaction."""
SEALED = "sealed"
"""Why a report against someone is left out: it gets no words that were written for many."""
OUT_OF_REACH = "out_of_reach"
"""Neither who ticked it nor who approved may reply to it, such as after it was passed on."""


@transaction.atomic
def send_to_many(
    suggestions: SuggestionQuerySet,
    text: str,
    *,
    kind: ReplyKind = ReplyKind.FINAL,
    committed_on: date | None = None,
    publicity: Publicity = Publicity.PUBLIC,
    publicity_reason: str = "",
    reviewed_by: User | None = None,
    pattern: Reply | None = None,
    unit: Unit,
    by: User,
    at: datetime,
) -> ReplyBatch:
    """Send `text` to all of `suggestions`, a piece at a time, beginning on commit.

    The caller has seen to it that `by` may reply to them, and that the words are approved.
    What was withdrawn, decided or answered meanwhile is left out and says so. `reviewed_by`
    looked for personal data and secrets; without one nobody but the authors reads it.
    """
    batch = ReplyBatch.objects.create(
        text=text,
        kind=kind,
        committed_on=committed_on,
        publicity=publicity,
        publicity_reason=publicity_reason,
        reviewed_by=reviewed_by,
        pattern=pattern,
        unit=unit,
        by=by,
        made_at=at,
    )
    keys = suggestions.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    items = (BatchItem(batch=batch, suggestion_id=key) for key in keys)
    BatchItem.objects.bulk_create(items, batch_size=1000)
    transaction.on_commit(lambda: carry_on_batch.delay(batch.pk), robust=True)
    return batch


@shared_task
def carry_on_batch(batch: int) -> None:
    """Send what is left of this batch; may run twice, late, or beside another run."""
    while send_piece(batch, at=timezone.now()):
        pass


@shared_task
def carry_on_batches() -> None:
    """Go on where a run was broken off."""
    for key in list(ReplyBatch.objects.unfinished().values_list("pk", flat=True)):
        carry_on_batch(key)


@transaction.atomic
def send_piece(batch: int, *, at: datetime) -> int:
    """Send the next piece of `batch`; returns how many recipients it settled, 0 at the end."""
    related = ("unit", "by", "pattern__drafted_by")
    row = ReplyBatch.objects.select_for_update().prefetch_related(*related).get(pk=batch)
    if row.finished_at:
        return 0
    items = list(row.items.filter(state=ItemState.WAITING).order_by("suggestion")[:PIECE])
    if not items:
        row.finished_at = at
        row.save(update_fields=["finished_at"])
        return 0
    found = Suggestion.objects.filter(pk__in=[item.suggestion_id for item in items])
    rows = {one.pk: one for one in found.prefetch_related("unit").order_by("pk").locked()}
    for item in items:
        item.suggestion = rows[item.suggestion_id]
        item.obstacle = obstacle_to(item.suggestion, row, at=at)
        item.state = ItemState.SKIPPED if item.obstacle else ItemState.SENT
    _send([item for item in items if not item.obstacle], row, at=at)
    BatchItem.objects.bulk_update(items, ["state", "obstacle", "reply"])
    return len(items)


def obstacle_to(suggestion: Suggestion, batch: ReplyBatch, *, at: datetime) -> str:
    """Why this suggestion gets nothing of the batch; "" if it does."""
    if suggestion.classification == Classification.REPORT:
        return SEALED
    hands = (batch.pattern.drafted_by, batch.by) if batch.pattern else ()
    if hands and not any(may(one, Action.REPLY, suggestion, on=localdate(at)) for one in hands):
        return OUT_OF_REACH
    refusal = telling_refusal(suggestion, batch.kind)
    return refusal.value if refusal else ""


def _send(items: Sequence[BatchItem], batch: ReplyBatch, *, at: datetime) -> None:
    rows = [item.suggestion for item in items]
    keys = [row.pk for row in rows]
    if not keys:
        return
    if batch.kind == ReplyKind.FINAL:
        unsent = Reply.objects.filter(suggestion__in=keys, state__in=UNSENT)
        unsent.update(state=ReplyState.DISCARDED)
    entries = _tell(rows, batch, at=at)
    replies = Reply.objects.bulk_create(_reply(row, batch, entries[row.pk], at=at) for row in rows)
    for item, reply in zip(items, replies, strict=True):
        item.reply = reply


def _tell(rows: Sequence[Suggestion], batch: ReplyBatch, *, at: datetime) -> dict[int, Entry]:
    """Write the words into the histories; the entries by suggestion."""
    keys = [row.pk for row in rows]
    if batch.kind == ReplyKind.FINAL:
        chosen = Suggestion.objects.filter(pk__in=keys)
        move_many(chosen, State.ANSWERED, by=batch.by, note=batch.text)
        entries = Entry.objects.filter(suggestion__in=keys, event=Event.MOVED, after=State.ANSWERED)
        return {entry.suggestion_id: entry for entry in entries.order_by("pk")}
    return {row.pk: _tell_interim(row, batch, at=at) for row in rows}


def _tell_interim(row: Suggestion, batch: ReplyBatch, *, at: datetime) -> Entry:
    entry = record(row, Event.REPLIED, by=batch.by, note=batch.text)
    queue_notice(entry)
    meet_clock(row, Step.INTERIM, at=at)
    if batch.committed_on:
        commit_to_day(row, batch.committed_on, at=at)
    return entry


def _reply(row: Suggestion, batch: ReplyBatch, entry: Entry, *, at: datetime) -> Reply:
    pattern = batch.pattern
    return Reply(
        suggestion=row,
        unit=batch.unit,
        kind=batch.kind,
        state=ReplyState.SENT,
        text=batch.text,
        committed_on=batch.committed_on,
        publicity=batch.publicity,
        publicity_reason=batch.publicity_reason,
        drafted_by=pattern.drafted_by if pattern else batch.by,
        drafted_at=pattern.drafted_at if pattern else batch.made_at,
        saved_at=batch.made_at,
        approved_by=pattern.approved_by if pattern else batch.by,
        approved_at=pattern.approved_at if pattern else batch.made_at,
        reviewed_by=batch.reviewed_by,
        reviewed_at=batch.made_at if batch.reviewed_by else None,
        sent_by=batch.by,
        sent_at=at,
        entry=entry,
    )
