"""Repeating: what was erased before a backup was restored is erased again."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.user import User
from suggestions.chain.erasing import ledger
from suggestions.chain.erasing.erasing import erase, erase_account
from suggestions.chain.erasing.erasure import Erasure, Ground
from suggestions.chain.erasing.ledger import Line
from suggestions.chain.erasing.refusals import LedgerKeyMissing
from suggestions.states import GOLDEN
from suggestions.suggestion import Suggestion


@dataclass
class Repeated:
    """How many erasures were repeated, and how many are about what this database never had."""

    done: int = 0
    absent: int = 0


def not_repeated() -> list[Line]:
    """Erasures of the ledger that this database knows nothing of, oldest first."""
    lines = list(ledger.lines())
    known = set(map(str, Erasure.objects.values_list("number", flat=True).iterator()))
    return [line for line in lines if line.number not in known]


def not_in_ledger() -> list[Erasure]:
    """Erasures of this database that the ledger does not tell of: it was lost or cut."""
    told = {line.number for line in ledger.lines()}
    return [row for row in Erasure.objects.order_by("pk") if str(row.number) not in told]


def repeat_erasures(*, at: datetime) -> Repeated:
    """Erase what the ledger says was erased and is here again; a second run does nothing.

    What the database never had is noted, so that it is not looked for again. Raises
    LedgerKeyMissing, and changes nothing, where that cannot be told for want of a key.
    """
    missing = not_repeated()
    if unreadable := [line for line in missing if not ledger.is_readable(line)]:
        raise LedgerKeyMissing(len(unreadable))
    repeated = Repeated()
    waiting = {line.subject: line for line in missing}
    for subject, line in list(_found(waiting)):
        _repeat(subject, line, at=at)
        repeated.done += 1
    for line in not_repeated():
        Erasure.objects.create(
            number=uuid.UUID(line.number),
            reason=line.reason,
            keeps_text=line.keeps_text,
            by=None,
            at=at,
        )
        repeated.absent += 1
    return repeated


def _found(waiting: dict[str, Line]) -> Iterator[tuple[Suggestion | User, Line]]:
    """The suggestions, then the accounts, that lines are about; each row is looked at once."""
    if not waiting:
        return
    rows: list[Iterator[Suggestion | User]] = [
        Suggestion.objects.only("pk", "receipt").order_by("pk").iterator(),
        User.objects.only("pk", "date_joined").order_by("pk").iterator(),
    ]
    for subjects in rows:
        for subject in subjects:
            for digest in ledger.digests(ledger.name_of(subject)) & waiting.keys():
                yield subject, waiting[digest]


def _repeat(subject: Suggestion | User, line: Line, *, at: datetime) -> None:
    number, reason = uuid.UUID(line.number), Ground(line.reason)
    if isinstance(subject, Suggestion):
        # The backup may be older than the adoption for whose sake the words were kept.
        keeps_text = line.keeps_text and subject.state in GOLDEN
        erase(subject, reason=reason, keeps_text=keeps_text, by=None, at=at, number=number)
    else:
        erase_account(subject, reason=reason, by=None, at=at, number=number)
