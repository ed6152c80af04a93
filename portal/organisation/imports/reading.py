"""Trying and taking over a list that somebody sent in."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.imports.areas import import_areas
from portal.organisation.imports.outcome import Outcome
from portal.organisation.imports.topics import import_topics
from portal.organisation.imports.units import import_units
from portal.organisation.imports.upload import ListKind, ListUpload
from portal.organisation.membership import Role
from portal.organisation.rights import units_of
from portal.spreadsheets.merged import read_merged_table
from portal.spreadsheets.rows import UnreadableFile


def try_list(upload: ListUpload, *, by: User, on: date) -> Outcome:
    """What taking `upload` over on `on` would do. Raises UnreadableFile if it is no such table."""
    return _run(upload, by=by, on=on, dry_run=True)


@transaction.atomic
def take_over(upload: ListUpload, *, by: User, on: date, at: datetime) -> Outcome:
    """Take `upload` over, once. Raises UnreadableFile if it is no such table or was taken."""
    row = ListUpload.objects.select_for_update().get(pk=upload.pk)
    if row.taken_at:
        raise UnreadableFile(_("This list has been taken over already."))
    outcome = _run(row, by=by, on=on, dry_run=False)
    if row.kind == ListKind.TOPICS and outcome.refused:
        raise UnreadableFile(
            _("Topics are taken over as a whole or not at all: mend these lines first.")
        )
    row.taken_at, row.content, row.outcome = at, None, outcome.counts
    row.save(update_fields=["taken_at", "content", "outcome"])
    return outcome


def _run(upload: ListUpload, *, by: User, on: date, dry_run: bool) -> Outcome:
    if upload.content is None:
        raise UnreadableFile(_("This list has been taken over already."))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(upload.file_name).suffix.lower()}"
        path.write_bytes(bytes(upload.content))
        rows = read_merged_table(path).rows
        if upload.kind == ListKind.TOPICS:
            return import_topics(rows, upload.version, by=by, on=on, dry_run=dry_run)
        if upload.kind == ListKind.AREAS:
            return import_areas(rows, on=on, dry_run=dry_run)
        return import_units(rows, on=on, dry_run=dry_run, may=reach_of(by, on=on))


def reach_of(person: User, *, on: date) -> Callable[[str], bool]:
    """At which paths of the tree of units `person` may add and change units."""
    if person.is_superuser:
        return lambda path: True
    own = tuple(unit.path for unit in units_of(person, (Role.SYSTEM_ADMIN,), on=on))
    return lambda path: bool(own) and path.startswith(own)
