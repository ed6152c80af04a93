"""Comparing: do the rows still say what the log has committed to?"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from portal.accounts.encryption import CannotOpen
from suggestions.chain.entry import ChainEntry
from suggestions.chain.erasing.erasure import Erasure
from suggestions.chain.facts import GONE, KINDS, with_digests
from suggestions.chain.recording import binding, committed
from suggestions.chain.sources import of_kind
from suggestions.chain.subject_key import SubjectKey
from suggestions.chain.suite import SUITES

TRIES = 3
"""How often a difference is looked at again: somebody may be writing at the moment."""
LONGEST = 60
"""Characters of a value that are shown."""


class Comparison:
    """Entries with their rows and keys, read together. Read only: it changes nothing."""

    def __init__(self, entries: Sequence[ChainEntry]) -> None:
        """Read, in a handful of queries, all that comparing `entries` needs."""
        self.newest = _newest(entries)
        self.keys = SubjectKey.objects.in_bulk({entry.key_id for entry in entries})
        gone = [key.pk for key in self.keys.values() if key.destroyed_at]
        erased = Erasure.objects.filter(destroyed_key__in=gone)
        self.erased = set(erased.values_list("destroyed_key", flat=True))
        self.rows = {kind: of_kind(kind, rows) for kind, rows in _by_kind(entries).items()}
        self.secrets: dict[UUID, bytes] = {}

    def is_destroyed(self, entry: ChainEntry) -> bool:
        """Whether the key of `entry` went with an erasure: nothing is left to compare with."""
        return self.keys[entry.key_id].destroyed_at is not None

    def is_newest(self, entry: ChainEntry) -> bool:
        """Whether nothing later was logged about the row: then it must say what `entry` says."""
        return self.newest.get((entry.kind, entry.row)) == entry.pk

    def difference(self, entry: ChainEntry) -> str:
        """What is wrong with `entry` or its row, in words; "" if nothing is."""
        if self.is_destroyed(entry):
            known = entry.key_id in self.erased
            return "" if known else "its key is destroyed, and no erasure says so"
        try:
            secret = self._secret(entry)
            facts = _opened(entry, secret)
        except CannotOpen as error:
            return f"its facts cannot be opened: {error}"
        suite = SUITES[entry.suite]
        if committed(suite, secret, entry.kind, entry.row, entry.at, facts) != entry.commitment:
            return "the commitment does not fit its facts"
        return self._row_differs(entry, facts, secret) if self.is_newest(entry) else ""

    def _row_differs(self, entry: ChainEntry, facts: dict[str, Any], secret: bytes) -> str:
        row = self.rows[entry.kind].get(entry.row)
        if row is None:
            return "" if facts == GONE else "the row is gone"
        now = with_digests(KINDS[entry.kind].facts(row), suite=SUITES[entry.suite], key=secret)
        return "; ".join(_differences(facts, json.loads(json.dumps(now))))

    def _secret(self, entry: ChainEntry) -> bytes:
        if entry.key_id not in self.secrets:
            self.secrets[entry.key_id] = self.keys[entry.key_id].secret()
        return self.secrets[entry.key_id]


def difference_now(entry: ChainEntry) -> str:
    """The difference of one entry, read anew: what was being written a moment ago is done."""
    found = ""
    for _try in range(TRIES):
        before = _newest([entry])
        found = Comparison([entry]).difference(entry)
        if not found or _newest([entry]) == before:
            break
    return found


def _opened(entry: ChainEntry, secret: bytes) -> dict[str, Any]:
    bound_to = binding(entry.kind, entry.row)
    return dict(
        json.loads(SUITES[entry.suite].unseal(secret, bytes(entry.copy), bound_to=bound_to))
    )


def _newest(entries: Iterable[ChainEntry]) -> dict[tuple[str, int], int]:
    """The latest entry about each of the rows."""
    newest = {}
    for kind, rows in _by_kind(entries).items():
        about = ChainEntry.objects.filter(kind=kind, row__in=rows).order_by()
        for row, entry in about.values_list("row").annotate(Max("pk")):
            newest[kind, row] = entry
    return newest


def _by_kind(entries: Iterable[ChainEntry]) -> dict[str, list[int]]:
    rows: dict[str, set[int]] = {}
    for entry in entries:
        rows.setdefault(entry.kind, set()).add(entry.row)
    return {kind: sorted(keys) for kind, keys in rows.items()}


def _differences(before: Any, now: Any, path: str = "") -> list[str]:
    """Field by field, where `now` is not what it was; digests of texts are not shown."""
    if isinstance(before, dict) and isinstance(now, dict):
        return [
            line
            for name in sorted({*before, *now})
            for line in _differences(before.get(name), now.get(name), f"{path}.{name}".strip("."))
        ]
    if before == now:
        return []
    if _is_digest(before) or _is_digest(now):
        return [f"{path}: another text"]
    return [f"{path}: was {_shown(before)}, is {_shown(now)}"]


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 64 and value.isalnum()


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:LONGEST]
