"""One way in for every kind of table."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from portal.spreadsheets.rows import Table, UnreadableFile
from portal.spreadsheets.text_tables import csv_table, json_table
from portal.spreadsheets.workbooks import workbook_table

KINDS: dict[str, Callable[[Path], Table]] = {
    ".jsonl": json_table,
    ".csv": csv_table,
    ".tsv": csv_table,
    ".txt": csv_table,
    ".xlsx": workbook_table,
}


def read_table(path: Path) -> Table:
    """The table in the file at `path`, by its name's ending; rows come as they are read.

    Raises UnreadableFile here or while reading if the file is no table, and OSError if
    there is no such file.
    """
    reader = KINDS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(sorted(KINDS))
        raise UnreadableFile(_("The file must end in one of {kinds}.").format(kinds=kinds))
    return reader(path)
