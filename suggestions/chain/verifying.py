"""Verifying: from the first entry to the last, or to the first break. Memory stays flat."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from suggestions.chain.comparing import Comparison, difference_now
from suggestions.chain.completeness import check_completeness
from suggestions.chain.entry import BEGINNING, ChainEntry, ChainHead
from suggestions.chain.refusals import ChainBroken
from suggestions.chain.roots import DayRoot

BATCH = 1_000
"""Entries read at once."""

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Root:
    """A root to check the chain against; `last` is None where only the hash is known."""

    name: str
    head: str
    last: int | None = None


@dataclass
class Report:
    """What was found in a chain that holds."""

    entries: int = 0
    compared: int = 0
    superseded: int = 0
    destroyed: int = 0
    waiting: int = 0
    roots: int = 0
    last: int = 0
    head: str = BEGINNING


def verify(
    *,
    first: int = 1,
    last: int | None = None,
    published: Sequence[Root] = (),
    progress: Progress = lambda entries: None,
) -> Report:
    """Check links, numbers, commitments, rows and roots; what was counted if all of it holds.

    `published` are roots kept outside the database. With `first` or `last` only these entries
    are looked at: neither what waits nor what has no entry. Raises ChainBroken at the first
    break.
    """
    report = Report(last=first - 1, head=_head_before(first))
    roots = _Roots(published, first=first, last=last)
    roots.pass_by(report)
    for batch in _batches(first, last):
        _check_batch(batch, report, roots)
        progress(len(batch))
    roots.finish(report)
    if first == 1 and last is None:
        _check_head(report)
        _check_waiting(report)
        check_completeness(progress=progress)
    return report


def _head_before(first: int) -> str:
    if first == 1:
        return BEGINNING
    before = ChainEntry.objects.filter(sequence=first - 1).first()
    if before is None:
        raise ChainBroken(first - 1, "", "the entry before the first one asked for is missing")
    return before.hash


def _batches(first: int, last: int | None) -> Iterator[list[ChainEntry]]:
    """The sealed entries in order, a batch at a time."""
    after = first - 1
    while True:
        rows = ChainEntry.objects.sealed().filter(sequence__gt=after)
        if last is not None:
            rows = rows.filter(sequence__lte=last)
        batch = list(rows[:BATCH])
        if not batch:
            return
        yield batch
        after = int(batch[-1].sequence or 0)


def _check_batch(batch: list[ChainEntry], report: Report, roots: "_Roots") -> None:
    comparison = Comparison(batch)
    for entry in batch:
        _check_link(entry, report)
        _check_content(entry, comparison, report)
        roots.pass_by(report)


def _check_link(entry: ChainEntry, report: Report) -> None:
    """That `entry` comes next and its hash follows from the one before."""
    expected = report.last + 1
    if entry.sequence != expected:
        raise ChainBroken(expected, "", f"missing: entry {entry.sequence} comes next")
    if entry.hash_after(report.head, expected) != entry.hash:
        raise ChainBroken(expected, entry.kind, "its hash does not follow from the one before")
    report.last, report.head = expected, entry.hash
    report.entries += 1


def _check_content(entry: ChainEntry, comparison: Comparison, report: Report) -> None:
    """That the facts of `entry` are what was committed to, and the row's if it is the latest."""
    if comparison.difference(entry) and (wrong := difference_now(entry)):
        raise ChainBroken(entry.sequence, entry.kind, f"row {entry.row}: {wrong}")
    if comparison.is_destroyed(entry):
        report.destroyed += 1
    elif comparison.is_newest(entry):
        report.compared += 1
    else:
        report.superseded += 1


def _check_head(report: Report) -> None:
    """That the chain ends where the head says; entries sealed meanwhile do not matter."""
    head = ChainHead.objects.first()
    told = head.sequence if head else 0
    if told < report.last:
        raise ChainBroken(told + 1, "", "comes after the head: it was not sealed by the portal")
    if told > report.last and not ChainEntry.objects.filter(sequence=report.last + 1).exists():
        raise ChainBroken(report.last + 1, "", f"missing: the head says {told} entries")
    if head and told == report.last and head.hash != report.head:
        raise ChainBroken(told, "", "the head has another hash")


def _check_waiting(report: Report) -> None:
    after = 0
    while batch := list(ChainEntry.objects.waiting().filter(pk__gt=after)[:BATCH]):
        comparison = Comparison(batch)
        for entry in batch:
            if comparison.difference(entry) and (wrong := difference_now(entry)):
                raise ChainBroken(None, entry.kind, f"row {entry.row}: {wrong}")
        report.waiting += len(batch)
        after = batch[-1].pk


class _Roots:
    """The roots along the chain: those of the database and those kept elsewhere."""

    def __init__(self, published: Sequence[Root], *, first: int, last: int | None) -> None:
        """Begin before the first entry."""
        self.own = _own_roots(first)
        self.next = next(self.own, None)
        self.limit = last
        self.numbered = sorted((r for r in published if r.last is not None), key=_place)
        self.bare = [root for root in published if root.last is None]

    def pass_by(self, report: Report) -> None:
        """Check every root that ends at the entry just read."""
        while self.next is not None and (self.next.last or 0) <= report.last:
            self._check(self.next, report)
            self.next = next(self.own, None)
        while self.numbered and _place(self.numbered[0]) <= report.last:
            self._check(self.numbered.pop(0), report)
        for root in [root for root in self.bare if root.head == report.head]:
            self.bare.remove(root)
            report.roots += 1

    def finish(self, report: Report) -> None:
        """Refuse roots of entries that are not there any more."""
        self.pass_by(report)
        reached = self.limit is None or report.last < self.limit
        later = [root for root in (self.next, *self.numbered) if root is not None and reached]
        if later:
            text = f"missing: {later[0].name} covers {later[0].last} entries"
            raise ChainBroken(report.last + 1, "", text)
        if self.bare:
            raise ChainBroken(None, "", f"no entry has the hash of {self.bare[0].name}")

    def _check(self, root: Root, report: Report) -> None:
        """Where the root ends before the part that is read, there is nothing to compare."""
        if _place(root) == report.last:
            if root.head != report.head:
                raise ChainBroken(report.last, "", f"{root.name} has another hash")
            report.roots += 1


def _own_roots(first: int) -> Iterator[Root]:
    """The roots of the database from the one that ends before `first`; none may be missing."""
    expected = None
    rows = DayRoot.objects.filter(last__gte=first - 1).order_by("day")
    # Not with iterator(): a break would leave its cursor open in somebody's transaction.
    while stretch := list(rows[:BATCH]):
        for row in stretch:
            if expected not in (None, row.first):
                raise ChainBroken(expected, "", f"missing: a root before that of {row.day}")
            yield Root(f"the root of {row.day}", row.head, row.last)
            expected = row.last + 1
        rows = rows.filter(day__gt=stretch[-1].day)


def _place(root: Root) -> int:
    return root.last or 0
