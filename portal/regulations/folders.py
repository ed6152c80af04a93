"""All law texts of a folder, one file at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.regulations.importing import Imported, TextRefused, import_file
from portal.regulations.kinds import Kind

ENDINGS = {".md", ".markdown", ".txt"}


@dataclass(frozen=True)
class FileResult:
    """What became of a file: either `imported`, or `error` says why not."""

    path: Path
    imported: Imported | None = None
    error: str = ""


def law_files(folder: Path) -> list[Path]:
    """The text files in `folder` and below it, by name; hidden ones are left out."""
    files = (path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
    return sorted(path for path in files if path.is_file() and not path.name.startswith("."))


def import_files(
    paths: Iterable[Path], *, by: User | None, otherwise: Kind = Kind.NORMATIVE
) -> Iterator[FileResult]:
    """Import each file; one that cannot be imported does not keep the others from it."""
    names: set[str] = set()
    for path in paths:
        if path.stem in names:
            yield FileResult(path, error=_("Another file of this run has the same name."))
            continue
        names.add(path.stem)
        try:
            yield FileResult(path, import_file(path, by=by, otherwise=otherwise))
        except (TextRefused, OSError) as error:
            yield FileResult(path, error=str(error))
