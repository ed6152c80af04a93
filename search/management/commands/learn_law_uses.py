"""`manage.py learn_law_uses DIR`: learns from judged questions which laws people need."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.evaluation.folders import judged_queries
from search.evaluation.tasks import uses_in
from search.law_uses import learn


class Command(BaseCommand):
    """Replaces what was learned before; the articles go to the index again."""

    help = "Learn the use of laws from judged questions (queries.jsonl, qrels/test.tsv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder of the questions."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, store, say how much it was."""
        try:
            uses = uses_in(judged_queries(options["folder"]))
        except OSError as error:
            raise CommandError(str(error)) from error
        if not uses:
            raise CommandError(f"No article of law is an answer in {options['folder']}.")
        articles = learn(uses)
        self.stdout.write(f"{len(uses)} laws learned, {articles} articles to be indexed again")
