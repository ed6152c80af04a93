"""Columns: which heading of a table holds which part of a suggestion."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.spreadsheets.rows import Cell

KNOWN: dict[str, tuple[str, ...]] = {
    "source_key": (
        "id",
        "编号",
        "留言编号",
        "信件编号",
        "工单号",
        "工单编号",
        "序号",
        "no",
        "number",
    ),
    "title": ("title", "标题", "主题", "留言主题", "信件标题", "建议标题", "subject"),
    "problem": (
        *("body", "problem", "text", "content", "内容", "留言详情", "留言内容", "详情", "正文"),
        *("信件内容", "诉求内容", "问题", "主要事由", "事由", "存在问题"),
    ),
    "proposal": ("proposal", "建议", "对策建议", "建议内容", "具体建议", "意见建议"),
    "author_name": (
        "user",
        "author",
        "name",
        "留言用户",
        "用户",
        "姓名",
        "建议人",
        "来信人",
        "联系人",
    ),
    "submitted_at": (
        *("time", "date", "submitted_at", "created_at", "时间", "日期", "留言时间", "提交时间"),
        *("来信时间", "登记时间", "受理时间"),
    ),
    "reply": ("reply", "答复", "答复意见", "答复内容", "回复", "回复内容", "办理结果", "处理结果"),
    "replied_at": ("reply_time", "replied_at", "答复时间", "回复时间", "办结时间"),
    "support_count": ("likes", "votes", "supports", "点赞数", "点赞", "支持数", "赞成数"),
    "topic": ("topic", "category", "话题", "分类", "一级分类", "一级标签", "领域"),
    "area": ("area", "district", "区域", "所属区域", "区县", "地区"),
    "place": ("place", "address", "地点", "地址", "位置"),
}
"""The parts of a suggestion and the headings that mean them, the surest first."""

MOST_UNUSED = 50
"""Names of passed-over columns that are kept for the report."""


class WrongMapping(Exception):
    """A mapping names a part that no suggestion has, or a column that the table has not."""


def plain(heading: str) -> str:
    """`heading` as it is compared: NFKC, lower case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", heading).lower().split())


@dataclass
class Columns:
    """Finds the parts in each row: the given columns first, then the well-known headings.

    `unused` collects the headings that meant nothing, so that they can be told.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    unused: set[str] = field(default_factory=set)
    _seen: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def parts_of(self, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        """The cells by part; parts without a column are left out."""
        return {part: cells[heading] for part, heading in self._found(tuple(cells)).items()}

    def require_given(self) -> None:
        """Raise WrongMapping if a given column was in no row so far: a typing error, likely."""
        missing = sorted(set(self.given.values()) - self._met)
        if missing:
            raise WrongMapping(_("The table has no column “{name}”.").format(name=missing[0]))

    def _found(self, names: tuple[str, ...]) -> dict[str, str]:
        """The heading of each part among `names`, remembered for the rows that follow."""
        if names not in self._seen:
            if len(self._seen) > MOST_UNUSED:
                self._seen.clear()
            self._seen[names] = self._find(names)
            self._met |= set(self.given.values()) & set(names)
            missed = set(names) - set(self._seen[names].values())
            self.unused |= set(sorted(missed)[: MOST_UNUSED - len(self.unused)])
        return self._seen[names]

    def _find(self, names: tuple[str, ...]) -> dict[str, str]:
        """The heading of each part among `names`."""
        by_plain = {plain(name): name for name in reversed(names)}
        found = {part: name for part, name in self.given.items() if name in names}
        for part, headings in KNOWN.items():
            known = [by_plain[heading] for heading in headings if heading in by_plain]
            free = [name for name in known if name not in self.given.values()]
            if part not in self.given and free:
                found[part] = free[0]
        return found


def parse_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """`["title=留言主题", …]` as a mapping from part to heading.

    Raises WrongMapping for a part that does not exist or a pair without "=".
    """
    given = {}
    for pair in pairs:
        part, sign, heading = pair.partition("=")
        if part not in KNOWN or not sign or not heading:
            message = _("“{pair}” is no mapping: write part=heading, with a part of {parts}.")
            raise WrongMapping(message.format(pair=pair, parts=", ".join(KNOWN)))
        given[part] = heading
    return given
