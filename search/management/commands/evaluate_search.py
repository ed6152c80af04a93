"""`manage.py evaluate_search DIR`: scores the search on folders of judged queries."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from search.engines.interface import SearchUnavailable
from search.evaluation.tasks import HALVES, NAMES, evaluate


class Command(BaseCommand):
    """Runs the product's own code on an index of its own, which is gone afterwards."""

    help = "Score the search on judged queries (BEIR layout); one JSON object per task."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder with one folder per task, the engine, the tasks, the output."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--engine", default="database", choices=["database", "elasticsearch"])
        parser.add_argument("--task", action="append", choices=NAMES, dest="tasks")
        parser.add_argument("--half", choices=list(HALVES), help="only every second query")
        parser.add_argument("--json", action="store_true", help="JSON only, one line a task")

    def handle(self, *args: Any, **options: Any) -> None:
        """Score every task that has a folder, or those named."""
        folder: Path = options["folder"]
        names = options["tasks"] or [name for name in NAMES if (folder / name).is_dir()]
        if not names:
            raise CommandError(f"{folder} holds no folder of a known task.")
        for name in names:
            self._score(name, folder, options)

    def _score(self, name: str, folder: Path, options: dict[str, Any]) -> None:
        try:
            result = evaluate(name, options["engine"], folder, half=options["half"])
        except (OSError, SearchUnavailable) as error:
            raise CommandError(f"{name}: {error}") from error
        head = {"task": name, "engine": options["engine"], "database": connection.vendor}
        if options["json"]:
            self.stdout.write(json.dumps(head | result))
            return
        self.stdout.write(f"{name} ({options['engine']})")
        for measure, value in result.items():
            self.stdout.write(f"  {measure:16} {value}")
