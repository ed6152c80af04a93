"""Recording: what a row says now goes into the log, in the transaction that wrote it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from portal.bulk import insert_many
from suggestions.chain.entry import ChainEntry, Occasion
from suggestions.chain.facts import GONE, KINDS, Facts, canonical, kind_of, moment, with_digests
from suggestions.chain.sealing import seal_waiting
from suggestions.chain.subject_key import keys_of
from suggestions.chain.suite import NEWEST, Suite


def note(row: models.Model, *, at: datetime) -> None:
    """Log what `row` says now; call it in the transaction that wrote the row."""
    note_many([row], at=at)


def note_many(
    rows: Iterable[models.Model], *, at: datetime, occasion: Occasion = Occasion.WRITTEN
) -> int:
    """Log what each of `rows` says now, in two or four queries; how many there were.

    Raises KeyError for rows of a kind the log does not cover.
    """
    said = [(row, KINDS[kind_of(row)].facts(row)) for row in rows]
    return _write(said, at=at, occasion=occasion)


def note_gone(row: models.Model, *, at: datetime) -> None:
    """Log that `row` is taken away by the rules; call it before the row is deleted."""
    _write([(row, GONE)], at=at, occasion=Occasion.WRITTEN)


def is_logged(row: models.Model) -> bool:
    """Whether the log has ever said anything about `row`."""
    return ChainEntry.objects.filter(kind=kind_of(row), row=row.pk).exists()


def committed(suite: Suite, secret: bytes, kind: str, row: int, at: datetime, facts: Facts) -> str:
    """The commitment to these facts (texts are digests already) under a subject's key."""
    said = {"kind": kind, "row": row, "at": moment(at), "facts": facts}
    return suite.commitment(secret, canonical(said))


def binding(kind: str, row: int) -> str:
    """What the sealed copy of the facts is bound to."""
    return f"{kind}:{row}"


def _write(said: list[tuple[models.Model, Facts]], *, at: datetime, occasion: Occasion) -> int:
    subjects = [KINDS[kind_of(row)].suggestion(row) for row, _facts in said]
    keys = keys_of(subjects)
    secrets = {subject: key.secret() for subject, key in keys.items()}
    entries = []
    for (row, facts), subject in zip(said, subjects, strict=True):
        secret, kind, number = secrets[subject], kind_of(row), int(row.pk)
        digests = with_digests(facts, suite=NEWEST, key=secret)
        entries.append(
            ChainEntry(
                kind=kind,
                row=number,
                occasion=occasion,
                key=keys[subject],
                at=at,
                suite=NEWEST.name,
                commitment=committed(NEWEST, secret, kind, number, at, digests),
                copy=NEWEST.seal(secret, canonical(digests), bound_to=binding(kind, number)),
            )
        )
    insert_many(entries)
    if entries:
        # A queue that is out of reach is logged, no more: the schedule seals what waits.
        transaction.on_commit(lambda: seal_waiting.delay(), robust=True)
    return len(entries)
