"""A version of the tree of topics from a table: three columns of names, and other systems' codes.

A topic is known by its names from the first level down. What stays keeps its row; what a new
version no longer has is retired: old suggestions keep it, new ones cannot choose it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.imports.cells import columns_of, need_columns, text
from portal.organisation.imports.outcome import Outcome, Refused
from portal.organisation.imports.topic_tree import Names, TopicTree
from portal.organisation.imports.tree import BATCH, hold
from portal.organisation.topic import Topic, TopicCode, TopicVersion
from portal.signals import changed
from portal.spreadsheets.rows import BrokenRow, Row, UnreadableFile

COLUMNS = {
    "l1": ("l1", "一级", "一级主题", "一级分类"),
    "l2": ("l2", "二级", "二级主题", "二级分类"),
    "l3": ("l3", "三级", "三级主题", "三级分类"),
}
SYSTEM_MARKS = ("code:", "code：", "编码:", "编码：")
"""How the heading of a column begins that holds the codes of another system."""

Lines = dict[Names, dict[str, str]]
"""The topics of a file in its order, each with its codes by system."""


@transaction.atomic
def import_topics(
    rows: Iterable[Row | BrokenRow],
    version: str,
    *,
    by: User | None,
    on: date,
    dry_run: bool = False,
) -> Outcome:
    """Make the topics in `rows` the tree from `on` on; with `dry_run` only tell what would be done.

    All or nothing: a line that cannot be read could be a topic that would be retired for it.
    The same version again changes nothing. Raises UnreadableFile if columns are missing, or the
    version has been followed by another.
    """
    hold(Topic)
    newest = TopicVersion.objects.first()
    known = TopicVersion.objects.filter(name=version).first()
    if known and newest and known != newest:
        raise UnreadableFile(_("This version has been followed by “{name}”.").format(name=newest))
    outcome = Outcome()
    lines = _read(rows, outcome)
    tree = TopicTree(Topic.objects.all())
    tree.take(lines, outcome)
    if not (dry_run or outcome.refused):
        made = known or TopicVersion.objects.create(name=version, taken_on=on, by=by)
        _write(tree, made, lines, on=on)
    return outcome


def _read(rows: Iterable[Row | BrokenRow], outcome: Outcome) -> Lines:
    """The topics, those above first; an empty cell of the first levels says what stands above."""
    lines: Lines = {}
    before: list[str] = ["", "", ""]
    for row in rows:
        if isinstance(row, BrokenRow):
            outcome.refused.append(Refused(row.line, row.reason))
            continue
        columns = columns_of(row.cells, COLUMNS)
        need_columns(columns, ("l1",), COLUMNS)
        said = [text(row.cells[columns[one]]) if one in columns else "" for one in COLUMNS]
        names = before = _filled(said, before)
        reason = _fault(names)
        if reason:
            outcome.refused.append(Refused(row.line, reason))
            continue
        path = tuple(name for name in names if name)
        for depth in range(1, len(path) + 1):
            lines.setdefault(path[:depth], {})
        lines[path].update(_codes(row))
    if not (lines or outcome.refused):
        raise UnreadableFile(_("The table has no rows below its headings."))
    return lines


def _filled(said: list[str], before: list[str]) -> list[str]:
    """The names with what the line above says where only lower levels are written."""
    first = next((level for level, name in enumerate(said) if name), len(said))
    return [*before[:first], *said[first:]]


def _fault(names: list[str]) -> str:
    longest = Topic._meta.get_field("name").max_length or 0
    if not names[0] or (names[2] and not names[1]):
        return _("The name of a higher level is missing.")
    if any(len(name) > longest for name in names):
        return _("A name is longer than {count} characters.").format(count=longest)
    return ""


def _codes(row: Row) -> dict[str, str]:
    found = {}
    for heading, cell in row.cells.items():
        mark = next((mark for mark in SYSTEM_MARKS if heading.strip().startswith(mark)), None)
        if mark and text(cell):
            found[heading.strip().removeprefix(mark).strip()] = text(cell)
    return found


def _write(tree: TopicTree, version: TopicVersion, lines: Lines, *, on: date) -> None:
    for topic in tree.new:
        topic.since, topic.valid_from = version, on
    for topic in tree.revived:
        topic.retired_by, topic.valid_until = None, None
    for topic in tree.retired:
        topic.retired_by, topic.valid_until = version, on - timedelta(days=1)
    Topic.objects.bulk_create(tree.new, batch_size=BATCH)
    touched: list[Any] = [*tree.revived, *tree.retired, *tree.grown]
    Topic.objects.bulk_update(touched, ["numchild", "retired_by", "valid_until"], batch_size=BATCH)
    TopicCode.objects.bulk_create(
        (
            TopicCode(topic=tree.nodes[names], system=system, code=code)
            for names, codes in lines.items()
            for system, code in codes.items()
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["topic", "system"],
        update_fields=["code"],
    )
    keys = [topic.pk for topic in (*tree.new, *tree.revived, *tree.retired)]
    if keys:
        changed(Topic, keys)
