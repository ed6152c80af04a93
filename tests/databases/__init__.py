"""One migrated template database for all runs, and a copy of it for each test process.

Migrating takes half a minute, copying a moment. The template is named after the migrations it was
made from, the copy after the process that uses it, so that several runs never meet.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from tests.databases import postgresql, sqlite

PROJECT = Path(__file__).resolve().parent.parent.parent
LOCK = PROJECT / "var" / "tests" / "lock"
UNFINISHED = "golden_ideas_unfinished"
"""How the name of a template begins that is still being made; the process that makes it follows."""
COPY_NAME = re.compile(r"golden_ideas_run_(\d+)(?:_\w+)?")
LEFT_OVER = re.compile(rf"(?:golden_ideas_run|{UNFINISHED})_(\d+)(?:_\w+)?")
TEMPLATE_PREFIX = "golden_ideas_template_"


def prepare() -> None:
    """Give this process a migrated database of its own and connect Django to it."""
    with _only_one_process():
        _remove_left_overs()
        if template_name() not in _engine().names():
            _make_template()
        _engine().copy(template_name(), own_name())
    _use(own_name())


def restore() -> None:
    """Bring this process's database back to its first state, whatever was committed to it."""
    connections.close_all()
    _engine().drop(own_name())
    _engine().copy(template_name(), own_name())
    connections.close_all()  # one that was opened meanwhile was cut off


def remove() -> None:
    """Delete this process's database."""
    connections.close_all()
    _engine().drop(own_name())


@cache
def template_name() -> str:
    """The name of the template for what makes it, as it was at the start.

    That is the migrations, the packages, and the tables of what roles may do, which are applied
    after every migration.
    """
    rights = [PROJECT / "portal" / "organisation" / "groups.py", *PROJECT.glob("*/apps.py")]
    migrations = PROJECT.glob("*/migrations/[0-9]*.py")
    packages = PROJECT / "requirements" / "base.txt"
    contents = b"".join(file.read_bytes() for file in [packages, *sorted([*rights, *migrations])])
    return TEMPLATE_PREFIX + hashlib.sha256(contents).hexdigest()[:12]


def own_name() -> str:
    """The name of this process's database."""
    return f"golden_ideas_run_{os.getpid()}"


def _engine():
    return {"sqlite": sqlite, "postgresql": postgresql}[connections["default"].vendor]


def _use(name: str) -> None:
    """Connect Django, in this and every later thread, to the database `name`."""
    connections.close_all()
    location = _engine().location(name)
    settings.DATABASES["default"]["NAME"] = location
    connections["default"].settings_dict["NAME"] = location


def _make_template() -> None:
    """Migrate an empty database; it gets the template's name only when it is complete.

    Another checkout that shares the server may make the same one meanwhile: either will do.
    """
    _remove_outdated_templates()
    unfinished = f"{UNFINISHED}_{os.getpid()}"
    _engine().drop(unfinished)
    _engine().create(unfinished)
    _use(unfinished)
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    if template_name() in _engine().names():
        _engine().drop(unfinished)
    else:
        _engine().rename(unfinished, template_name())


def _remove_outdated_templates() -> None:
    """Delete earlier templates unless another run may still copy from one."""
    names = _engine().names()
    if not any(COPY_NAME.fullmatch(name) for name in names):
        for name in names:
            if name.startswith(TEMPLATE_PREFIX):
                _engine().drop(name)


def _remove_left_overs() -> None:
    """Delete the databases of runs that were broken off, templates half made among them."""
    for name in _engine().names():
        found = LEFT_OVER.fullmatch(name)
        if found and not _is_running(int(found[1])):
            _engine().drop(name)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _only_one_process() -> Iterator[None]:
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
