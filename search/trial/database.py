"""A database of the trial's own, new each time, so that its figures can be repeated."""

from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from django.db import connection

NAME = "golden_ideas_trial"


def use_own_database(work: Path) -> str:
    """Make an empty, migrated database beside the configured one, and use it from here on.

    Returns its name: a file in `work` on SQLite, NAME on the configured PostgreSQL server.
    What an earlier trial left there is dropped; the configured database is not touched.
    """
    name = NAME
    if connection.vendor == "sqlite":
        name = str(work / "trial.sqlite3")
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)
    connection.settings_dict["TEST"]["NAME"] = name
    # Django says on standard error that the earlier one is there, before it drops it.
    with redirect_stderr(StringIO()):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    return name
