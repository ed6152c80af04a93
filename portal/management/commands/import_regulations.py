"""Brings in law texts from Markdown files."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from portal.accounts.user import User
from portal.management.quiet import quiet_logs
from portal.regulations.folders import FileResult, import_files, law_files
from portal.regulations.importing import Outcome
from portal.regulations.kinds import Kind
from portal.regulations.parser import chapters


class Command(BaseCommand):
    """Run twice, it changes nothing; stopped half-way, the next run completes it."""

    help = (
        "Publishes the law texts (.md) in DIR: “# title”, history lines, <!-- INFO END -->, text. "
        "Files that cannot be read are listed; the others are imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, and how to name what a text does not tell."""
        parser.add_argument("dir", type=Path)
        parser.add_argument("--by", metavar="USERNAME", help="who imports, for the history")
        parser.add_argument(
            "--kind",
            choices=Kind.values,
            default=Kind.NORMATIVE.value,
            help="the kind of texts that do not tell their own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the folder and say what became of each file that needs a look."""
        paths = self._paths(options["dir"])
        by = self._user(options["by"])
        counts: Counter[str] = Counter()
        unwatched = True if options["verbosity"] == 0 else None
        with quiet_logs(), tqdm(total=len(paths), unit=" files", disable=unwatched) as bar:
            for result in import_files(paths, by=by, otherwise=Kind(options["kind"])):
                self._count(result, counts)
                self._tell(result, options["verbosity"])
                bar.update()
        self._report(counts)
        if paths and counts["refused"] == len(paths):
            raise CommandError("No file could be imported.")

    def _paths(self, folder: Path) -> list[Path]:
        """The files to import; raises CommandError if there are none."""
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        paths = law_files(folder)
        if not paths:
            raise CommandError(f"There are no law texts (.md) in {folder}.")
        return paths

    def _user(self, username: str | None) -> User | None:
        """Who imports; raises CommandError for a name nobody has."""
        if username is None:
            return None
        try:
            return User.objects.get(username=username)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no User “{username}”.") from error

    def _count(self, result: FileResult, counts: Counter[str]) -> None:
        """Add the file to the sums."""
        if result.imported is None:
            counts["refused"] += 1
            return
        counts[result.imported.outcome.value] += 1
        counts["articles"] += len(result.imported.page.law.articles)
        counts["chapters"] += chapters(result.imported.page.law)

    def _tell(self, result: FileResult, verbosity: int) -> None:
        """Print what is wrong with a file, or odd in a new text."""
        if result.error:
            self.stderr.write(f"{result.path.name}: {result.error}")
        elif verbosity and result.imported:
            for remark in result.imported.remarks:
                self.stdout.write(f"{result.path.name}: {remark}")

    def _report(self, counts: Counter[str]) -> None:
        """Print the sums."""
        outcomes = ", ".join(f"{counts[outcome.value]} {outcome.value}" for outcome in Outcome)
        self.stdout.write(
            f"{outcomes}, {counts['refused']} refused; "
            f"{counts['articles']} articles in {counts['chapters']} chapters"
        )
