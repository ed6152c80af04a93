"""Units from a table: one line for each, with the code of the unit above it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.organisation.area import Area
from portal.organisation.imports.cells import choice, columns_of, day, need_columns, text
from portal.organisation.imports.outcome import Outcome, Refused
from portal.organisation.imports.tree import Planner, Wanted, hold, write
from portal.organisation.unit import Tier, Unit, UnitKind
from portal.spreadsheets.rows import BrokenRow, Cell, Row, UnreadableFile

COLUMNS = {
    "code": ("编码", "单位编码", "code"),
    "name": ("名称", "单位名称", "name"),
    "above": ("上级编码", "上级单位编码", "parent", "above"),
    "tier": ("层级", "tier"),
    "kind": ("类型", "kind"),
    "division_code": ("区划代码", "行政区划代码", "division code"),
    "address": ("地址", "address"),
    "phone": ("电话", "联系电话", "phone"),
    "hours": ("办公时间", "开放时间", "hours"),
    "services": ("服务事项", "services"),
    "valid_from": ("生效日期", "成立日期", "valid from"),
}
NEEDED = ("code", "name", "above", "tier")
TIERS = {
    Tier.CITY.value: ("市级", "市"),
    Tier.COUNTY.value: ("区县级", "区县", "县级", "区", "县"),
    Tier.TOWNSHIP.value: ("街镇级", "乡镇街道", "街镇", "乡镇", "街道"),
    Tier.VILLAGE.value: ("村居级", "村居", "村", "社区"),
}
KINDS = {
    UnitKind.GOVERNMENT.value: ("政府", "机关"),
    UnitKind.DEPARTMENT.value: ("部门",),
    UnitKind.STATION.value: ("站点", "征集点", "建议征集点"),
}


@transaction.atomic
def import_units(
    rows: Iterable[Row | BrokenRow],
    *,
    on: date,
    dry_run: bool = False,
    may: Callable[[str], bool] = lambda path: True,
) -> Outcome:
    """Take the units in `rows` over; with `dry_run` only tell what would be done.

    An empty cell leaves what is there; a changed name holds from `on`; nothing is moved and
    nothing dissolved. `may` tells at which paths of the tree the importer may work. Raises
    UnreadableFile if needed columns are missing.
    """
    hold(Unit)
    refused: list[Refused] = []
    areas = {area.code: area for area in Area.objects.in_force(on)}
    wanted = [one for one in (_wanted(row, areas, refused) for row in rows) if one]
    if not (wanted or refused):
        raise UnreadableFile(_("The table has no rows below its headings."))
    plan = Planner(Unit, on=on, may=may).take(wanted)
    plan.outcome.refused = sorted([*refused, *plan.outcome.refused], key=lambda one: one.line)
    if not dry_run:
        write(Unit, plan)
    return plan.outcome


def _wanted(row: Row | BrokenRow, areas: dict[str, Area], refused: list[Refused]) -> Wanted | None:
    if isinstance(row, BrokenRow):
        refused.append(Refused(row.line, row.reason))
        return None
    columns = columns_of(row.cells, COLUMNS)
    need_columns(columns, NEEDED, COLUMNS)
    cells = {column: row.cells[heading] for column, heading in columns.items()}
    try:
        return Wanted(
            row.line, _code(cells), text(cells["above"]), _values(cells, areas), check_unit
        )
    except ValidationError as error:
        refused.append(Refused(row.line, " ".join(error.messages)))
        return None


def _code(cells: dict[str, Cell]) -> str:
    code = text(cells["code"])
    if not code:
        raise ValidationError(_("The code is missing."), code="missing")
    return code


def _values(cells: dict[str, Cell], areas: dict[str, Area]) -> dict[str, Any]:
    """What the line says of the unit; what it leaves empty is not there."""
    said: dict[str, Any] = {
        name: text(cells.get(name)) for name in ("name", "address", "phone", "hours")
    }
    said["services"] = "\n".join(
        line.strip() for line in str(cells.get("services") or "").splitlines() if line.strip()
    )
    said["tier"] = choice(cells.get("tier"), Tier, TIERS)
    said["kind"] = choice(cells.get("kind"), UnitKind, KINDS)
    said["valid_from"] = day(cells.get("valid_from"))
    code = said["division_code"] = text(cells.get("division_code"))
    said["area"] = areas.get(code)
    return {name: value for name, value in said.items() if value}


def check_unit(unit: Unit, above: Unit | None) -> None:
    """Raises ValidationError if the unit cannot stand below `above`."""
    tiers = list(Tier)
    if above and tiers.index(Tier(unit.tier)) < tiers.index(Tier(above.tier)):
        raise ValidationError(_("Its tier is higher than that of the unit above it."), code="tier")
    if above and above.valid_until:
        raise ValidationError(_("The unit above it has been dissolved."), code="dissolved")
