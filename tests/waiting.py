"""Wait for what another process does."""

import time
from collections.abc import Callable

LOOK_EVERY = 0.1  # seconds


def wait_until(holds: Callable[[], object], *, within: float = 20) -> None:
    """Return as soon as `holds()` is true; fail the test after `within` seconds."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"still not so after {within} seconds"
        time.sleep(LOOK_EVERY)
