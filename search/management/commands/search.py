"""`manage.py search rebuild|verify|status`: the indexes and the database they follow."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.chosen import engine, engine_names
from search.engines.interface import Engine, SearchUnavailable
from search.indexing.rebuilding import rebuild_index
from search.indexing.shipping import ship
from search.indexing.status import Status, status
from search.indexing.verifying import Report, verify_index
from search.items import Index
from search.sources.registry import SOURCES


class Command(BaseCommand):
    """Fills, compares and describes the search indexes."""

    requires_system_checks = ()  # they would load every page of the site
    help = "Rebuild the search indexes, compare them with the database, or show their state."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and to which engine and index."""
        parser.add_argument("action", choices=["rebuild", "verify", "status"])
        parser.add_argument("--engine", choices=["database", "elasticsearch"], help="only this")
        parser.add_argument("--index", choices=[str(index) for index in Index], help="only this")
        parser.add_argument("--missing", action="store_true", help="rebuild: only what lacks")
        parser.add_argument("--repair", action="store_true", help="verify: put right what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; CommandError if the engine is down or differences remain."""
        names = [options["engine"]] if options["engine"] else list(engine_names())
        indexes = [Index(options["index"])] if options["index"] else list(Index)
        try:
            if options["action"] == "rebuild":
                self.rebuild(names, indexes, missing_only=options["missing"])
            elif options["action"] == "verify":
                self.verify(names, indexes, repair=options["repair"])
            else:
                self.show_status(names)
        except SearchUnavailable as error:
            raise CommandError(f"The search engine does not answer: {error}") from error

    def rebuild(
        self, names: Iterable[str], indexes: Iterable[Index], *, missing_only: bool
    ) -> None:
        """Fill the indexes anew while the present ones stay in use."""
        for chosen, index in _pairs(names, indexes):
            if missing_only and chosen.is_whole(index):
                continue
            with _progress(f"{chosen.name}, {index}", _rows(index)) as bar:
                errors = rebuild_index(chosen, index, progress=bar.update)
            self.stdout.write(f"{chosen.name}, {index}: {bar.n} rows, {len(errors)} refused")
            for key, error in list(errors.items())[:20]:
                self.stderr.write(f"  {key}: {error}")

    def verify(self, names: Iterable[str], indexes: Iterable[Index], *, repair: bool) -> None:
        """Compare row by row; with `repair` what differs is sent again and compared once more."""
        differences = 0
        for chosen, index in _pairs(names, indexes):
            ship(chosen.name)
            chosen.settle(index)
            report = self._compare(chosen, index, repair=repair)
            if repair and report.differences:
                ship(chosen.name)
                chosen.settle(index)
                report = self._compare(chosen, index, repair=False)
            differences += report.differences
        if differences:
            raise CommandError(f"{differences} differences; `search rebuild` mends all of them")

    def show_status(self, names: Iterable[str]) -> None:
        """Print what each engine holds and what waits for it."""
        for name in names:
            self.stdout.write(_described(status(name)))

    def _compare(self, chosen: Engine, index: Index, *, repair: bool) -> Report:
        with _progress(f"{chosen.name}, {index}", _rows(index)) as bar:
            report = verify_index(chosen, index, repair=repair, progress=bar.update)
        self.stdout.write(f"{chosen.name}, {index}: {report}")
        return report


def _pairs(names: Iterable[str], indexes: Iterable[Index]) -> Iterator[tuple[Engine, Index]]:
    return ((engine(name), index) for name in names for index in indexes)


def _rows(index: Index) -> int:
    return sum(source.rows(index).count() for source in SOURCES.values())


def _progress(label: str, total: int) -> tqdm:
    """A bar on standard error; none where nobody watches."""
    return tqdm(total=total, desc=label, unit=" rows", disable=None)


def _described(state: Status) -> str:
    lines = [f"{state.engine}: {state.problem or 'answers'}"]
    for index, counts in state.stored.items():
        kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(counts.items()))
        lines.append(f"  {index}: {kinds or 'empty'}")
    lag = f", the oldest for {state.lag.total_seconds():.0f} seconds" if state.waiting else ""
    lines.append(f"  waiting: {state.waiting}{lag}; failed: {state.failed} {state.last_error}")
    return "\n".join(lines)
