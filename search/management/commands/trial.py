"""Takes a real file of messages from import to adopted golden ideas, and prints the figures."""

import json
import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings
from django.utils import timezone

from portal.celery import app
from portal.spreadsheets.rows import UnreadableFile
from search.engines.interface import SearchUnavailable
from search.trial.database import use_own_database
from search.trial.running import run
from search.trial.searching import TrialFailed
from suggestions.handling.labels import LabelUnreadable

ENGINES = ("database", "elasticsearch")
HEADING = "the consents to publish and all scores are SYNTHETIC: the trial makes them up"


class Command(BaseCommand):
    """Works in a database and indexes of its own; prints no word of the messages."""

    help = (
        "Imports FILE twice, sets classes by a label file, indexes and searches on each engine, "
        "publishes the 建议意见, holds a round with synthetic scores and adopts five."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, on which engines, and where to keep what belongs to the trial."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--engine", action="append", choices=ENGINES, dest="engines")
        parser.add_argument("--work", type=Path, default=settings.VAR_DIR / "trial")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, run, and end with the figures as one line of JSON."""
        engines = options["engines"] or self._engines()
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        options["work"].mkdir(parents=True, exist_ok=True)
        # Nobody works in the background: each step does its own work and is timed for it.
        app.conf.update(task_always_eager=False, broker_url="memory://localhost//")
        self.stdout.write(f"database: {use_own_database(options['work'])}")
        self.stdout.write(f"labels: {options['work'] / 'labels.csv'} (correct it and run again)")
        self.stdout.write(f"{HEADING}\n")
        self._run(engines, options)

    def _run(self, engines: list[str], options: dict[str, Any]) -> None:
        """All steps; raises CommandError where one fails."""
        own = override_settings(
            SEARCH_ENGINE=engines[-1],
            SEARCH_FALLBACK=len(engines) > 1,
            ELASTICSEARCH_PREFIX=f"{settings.ELASTICSEARCH_PREFIX}-trial",
            CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        )
        logging.disable(logging.INFO)
        # The queue without a worker has no host, and says so.
        logging.getLogger("kombu.connection").setLevel(logging.ERROR)
        try:
            with own:
                figures = run(
                    options["file"],
                    engines=engines,
                    labels=options["work"] / "labels.csv",
                    at=timezone.now(),
                    write=self.stdout.write,
                )
        except (TrialFailed, LabelUnreadable, UnreadableFile, SearchUnavailable) as error:
            raise CommandError(str(error)) from error
        finally:
            logging.disable(logging.NOTSET)
        self.stdout.write(f"\n{HEADING}")
        self.stdout.write(json.dumps(figures, ensure_ascii=False))

    def _engines(self) -> list[str]:
        """The database always, Elasticsearch where it is configured."""
        return list(ENGINES if settings.ELASTICSEARCH_URL else ENGINES[:1])
