"""Learns where suggestions belong now; the schedule does it every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.routing.learning import MOST_TEXTS, learn_routing


class Command(BaseCommand):
    """May run twice: what was learned before stays until its successor is complete."""

    help = f"Learn topics and units from the newest {MOST_TEXTS} handled suggestions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Learn, and say from how much."""
        for target, examples in learn_routing(at=timezone.now()).items():
            found = f"{examples} suggestions" if examples else "too few suggestions"
            self.stdout.write(f"{target}: {found}")
