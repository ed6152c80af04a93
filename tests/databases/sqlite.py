"""Template and copies as files in var/tests."""

import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "var" / "tests"
SUFFIX = ".sqlite3"


def location(name: str) -> str:
    """What Django's NAME must be for the database `name`."""
    return str(_file(name))


def names() -> list[str]:
    """All databases in the folder."""
    return [file.stem for file in FOLDER.glob(f"*{SUFFIX}")]


def create(name: str) -> None:
    """Make an empty database."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    _file(name).touch()


def copy(template: str, name: str) -> None:
    """Make `name` a copy of `template`, which nobody writes to."""
    shutil.copyfile(_file(template), _file(name))


def rename(name: str, to: str) -> None:
    """Give the database `name` another name; it must be closed, so that its log is merged."""
    _file(name).rename(_file(to))


def drop(name: str) -> None:
    """Delete the database with its log files, if it is there."""
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{_file(name)}{ending}").unlink(missing_ok=True)


def _file(name: str) -> Path:
    return FOLDER / f"{name}{SUFFIX}"
