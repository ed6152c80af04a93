"""Importing: a table of work orders, batch by batch; run twice or broken off it makes no double."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.contact import ContactDetails
from portal.accounts.user import User
from portal.organisation.topic import Topic, TopicCode
from portal.spreadsheets.rows import BrokenRow, Cell, Row
from suggestions.api.drafting import key_of
from suggestions.api.system import ConnectedSystem
from suggestions.intake.batch import submit_many
from suggestions.intake.cleaning import clean_line
from suggestions.intake.draft import Draft
from suggestions.intake.imports.cells import text_of
from suggestions.intake.imports.columns import plain
from suggestions.intake.imports.drafting import Destination, destination, drafted
from suggestions.intake.imports.importing import Refused, Step
from suggestions.states import Channel
from suggestions.workorders.receiving import OrderFacts

BATCH = 500
COLUMNS: dict[str, tuple[str, ...]] = {
    "source_key": ("number", "工单号", "工单编号", "编号", "诉求编号", "受理编号", "id"),
    "title": ("title", "标题", "诉求标题", "工单标题", "主题"),
    "problem": ("problem", "content", "内容", "诉求内容", "工单内容", "事项内容", "诉求"),
    "author_name": ("name", "姓名", "来电人", "诉求人", "联系人"),
    "submitted_at": ("received_at", "受理时间", "来电时间", "登记时间", "时间", "日期"),
    "area": ("area", "区划代码", "区域", "所属区域", "区县"),
    "place": ("place", "地点", "地址", "事发地点"),
    "category_code": ("category_code", "分类代码", "类别代码", "诉求分类代码", "事项代码"),
    "category": ("category", "分类", "类别", "诉求分类", "诉求类型", "事项分类"),
    "phone": ("phone", "电话", "联系电话", "来电号码", "手机", "手机号"),
}
"""The headings of a table of work orders, the surest first."""
NOT_OF_DRAFT = ("category_code", "category", "phone")
CATEGORY_LENGTH = {"category_code": 40, "category": 100}
PHONE_LENGTH = 30


@dataclass(frozen=True)
class Orders:
    """Where the orders of one table go, with the topics by the system's own codes."""

    system: ConnectedSystem
    to: Destination
    topics: Mapping[str, Topic]


def orders_of(system: ConnectedSystem) -> Orders:
    """What an import needs to know of `system`; read once."""
    codes = TopicCode.objects.filter(system=system.code).select_related("topic").order_by("-pk")
    return Orders(
        system=system,
        to=destination(system.campaign, source=system.code, unit=system.unit),
        topics={code.code: code.topic for code in codes},
    )


def import_orders(
    rows: Iterable[Row | BrokenRow],
    orders: Orders,
    *,
    by: User | None,
    at: datetime,
    dry_run: bool = False,
) -> Iterator[Step]:
    """Import `rows` and yield what became of each batch, once that batch is kept.

    Safe to stop and to run again: what is there by its number is passed over unchanged.
    """
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        step, drafts = Step(), {}
        for row in batch:
            draft = _drafted(row, orders, at, step.refused)
            if draft and draft.source_key in drafts:
                step.refused.append(Refused(row.line, _("Its number came before in this file.")))
            elif draft:
                drafts[draft.source_key] = draft
        with transaction.atomic():
            kept = submit_many(
                list(drafts.values()), source=orders.system.code, by=by, at=at, dry_run=dry_run
            )
        step.new, step.earlier = len(kept.new), len(kept.earlier)
        yield step


def _drafted(
    row: Row | BrokenRow, orders: Orders, at: datetime, refused: list[Refused]
) -> Draft | None:
    """The draft of a row, or None with the reason among `refused`."""
    if isinstance(row, BrokenRow):
        refused.append(Refused(row.line, row.reason))
        return None
    try:
        return _draft(parts_of(row.cells), orders, at)
    except ValidationError as error:
        refused.append(Refused(row.line, "; ".join(error.messages)))
        return None


def parts_of(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells by part, by the well-known headings; the others are left aside."""
    by_plain = {plain(heading): cell for heading, cell in cells.items()}
    found = {}
    for part, headings in COLUMNS.items():
        known = [heading for heading in headings if heading in by_plain]
        if known:
            found[part] = by_plain[known[0]]
    return found


def _draft(parts: Mapping[str, Cell], orders: Orders, at: datetime) -> Draft:
    """The checked draft of a row's `parts`. Raises ValidationError."""
    more = {name: clean_line(text_of(parts.get(name, ""))) for name in NOT_OF_DRAFT}
    number = clean_line(text_of(parts.get("source_key", "")))
    if not number:
        raise ValidationError(_("A work order needs its number."))
    if not parts.get("title"):
        parts = {**parts, "title": _title_of(text_of(parts.get("problem", "")))}
    said = {part: cell for part, cell in parts.items() if part not in NOT_OF_DRAFT}
    draft = drafted(said, orders.to, at=at)
    kept = {name: more[name][:longest] for name, longest in CATEGORY_LENGTH.items()}
    return replace(
        draft,
        channel=Channel.HOTLINE,
        topic=orders.topics.get(more["category_code"]),
        contact=ContactDetails(phone=more["phone"][:PHONE_LENGTH]),
        submission_key=key_of(orders.system, number),
        enclosures=(OrderFacts(orders.system, number, **kept),),
    )


def _title_of(problem: str) -> str:
    """The first words of what was said, where the table has no title."""
    return clean_line(problem)[:40]
