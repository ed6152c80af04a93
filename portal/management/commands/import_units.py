"""Brings in units from a table."""

from portal.organisation.imports.command import ListCommand
from portal.organisation.imports.units import import_units


class Command(ListCommand):
    """Run twice, it changes nothing."""

    help = (
        "Takes over the units in FILE (.xlsx, .csv): 编码, 名称, 上级编码, 层级 and, if given, "
        "类型, 区划代码, 地址, 电话, 办公时间, 服务事项, 生效日期. Faults are listed by line."
    )
    take_over = staticmethod(import_units)
