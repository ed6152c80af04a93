"""What rebuilding and verifying take in a process of its own: `COMMAND` with the action after it.

It writes one JSON object: the seconds, the rows, and the most memory the process had.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

from search.engines.chosen import engine
from search.indexing.rebuilding import rebuild_index
from search.indexing.verifying import verify_index
from search.items import Index

COMMAND = (
    sys.executable,
    "-c",
    "import sys, django; django.setup(); "
    "from tests.benchmarks.measured import measure; measure(sys.argv[1])",
)
MEGABYTE = 1024
"""Kilobytes, in which Linux counts."""


def measure(action: str) -> None:
    """Rebuild or verify the public index, and write the figures."""
    counted: list[int] = []
    start = perf_counter()
    if action == "rebuild":
        wrong = len(rebuild_index(engine(), Index.PUBLIC, progress=counted.append))
    else:
        wrong = verify_index(engine(), Index.PUBLIC, progress=counted.append).differences
    seconds = perf_counter() - start
    figures = {"seconds": seconds, "rows": sum(counted), "wrong": wrong, "megabytes": _most()}
    sys.stdout.write(f"{json.dumps(figures)}\n")


def _most() -> float:
    """The most memory that was resident, in MB; ru_maxrss would count the parent's as well."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / MEGABYTE
