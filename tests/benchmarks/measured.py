"""What rebuilding and verifying take in a process of its own: `COMMAND` with the action after it.

It writes one JSON object: the seconds, the rows, and the most memory the process had.
"""

import json
import resource
import sys
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
"""ru_maxrss counts in kilobytes (getrusage(2), Linux)."""


def measure(action: str) -> None:
    """Rebuild or verify the public index, and write the figures."""
    counted: list[int] = []
    start = perf_counter()
    if action == "rebuild":
        wrong = len(rebuild_index(engine(), Index.PUBLIC, progress=counted.append))
    else:
        wrong = verify_index(engine(), Index.PUBLIC, progress=counted.append).differences
    seconds = perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    figures = {"seconds": seconds, "rows": sum(counted), "wrong": wrong, "megabytes": most}
    sys.stdout.write(f"{json.dumps(figures)}\n")
