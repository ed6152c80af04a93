"""Prove that the log holds, or show the first place where it does not."""

import json
import re
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from suggestions.chain.entry import HASH_LENGTH
from suggestions.chain.erasing.repeating import not_in_ledger, not_repeated
from suggestions.chain.refusals import ChainBroken
from suggestions.chain.verifying import Report, Root, verify

HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")


class Command(BaseCommand):
    """Reads only. Ends with 1 at the first break, or where erasures were not repeated."""

    help = (
        "Check the log of reviews, decisions and changes of state: its links, its numbers, its "
        "commitments against the rows, rows without an entry, daily roots, and erasures that a "
        "restored backup has undone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which part, against which roots, and how to answer."""
        parser.add_argument("--from", type=int, default=1, dest="first", metavar="NUMBER")
        parser.add_argument("--to", type=int, default=None, dest="last", metavar="NUMBER")
        parser.add_argument(
            "--root",
            action="append",
            default=[],
            help="a root kept elsewhere: its hash, or a file as the site publishes it (JSON)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object as the answer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, and say what was found."""
        roots = [root for text in options["root"] for root in roots_in(text)]
        quiet = options["json"] or not self.stderr.isatty()
        with tqdm(unit=" rows", disable=quiet) as bar:
            try:
                report = verify(
                    first=options["first"],
                    last=options["last"],
                    published=roots,
                    progress=bar.update,
                )
            except ChainBroken as found:
                self.fail(found, as_json=options["json"])
        undone, untold = len(not_repeated()), len(not_in_ledger())
        self.tell(report, undone, untold, as_json=options["json"])
        if undone or untold:
            raise SystemExit(1)

    def fail(self, found: ChainBroken, *, as_json: bool) -> None:
        """Show the first break and end with 1."""
        if as_json:
            place = {"sequence": found.sequence, "kind": found.kind, "what": found.what}
            self.stdout.write(json.dumps({"valid": False, "break": place}, ensure_ascii=False))
        else:
            self.stdout.write(f"BROKEN at {found}")
        raise SystemExit(1)

    def tell(self, report: Report, undone: int, untold: int, *, as_json: bool) -> None:
        """Say what was counted."""
        if as_json:
            erasures = {"erasures_not_repeated": undone, "erasures_not_in_ledger": untold}
            self.stdout.write(json.dumps({"valid": True, **asdict(report), **erasures}))
            return
        self.stdout.write(
            f"valid, {report.entries} entries, head {report.last} {report.head}\n"
            f"{report.compared} compared with their rows, {report.superseded} followed by a later "
            f"entry, {report.destroyed} without a key since an erasure, {report.waiting} waiting "
            f"for their place, {report.roots} roots fit"
        )
        if undone:
            self.stdout.write(
                f"{undone} erasures are not repeated in this database: run repeat_erasures"
            )
        if untold:
            self.stdout.write(f"{untold} erasures are missing in the file beside the database")


def roots_in(text: str) -> list[Root]:
    """The roots that `text` gives: a hash, or the name of a file with one day or a list of days.

    Raises CommandError for anything else.
    """
    if HASH.fullmatch(text.strip().lower()):
        return [Root("the root given", text.strip().lower())]
    try:
        said = json.loads(Path(text).read_text(encoding="utf-8"))
        days = said.get("days", [said])
        return [
            Root(f"the root of {day['day']} in {text}", day["head"], int(day["last"]))
            for day in days
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"{text} is neither a hash nor a file of roots: {error}") from error
