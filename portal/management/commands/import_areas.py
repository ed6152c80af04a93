"""Brings in areas from a table."""

from portal.organisation.imports.areas import import_areas
from portal.organisation.imports.command import ListCommand


class Command(ListCommand):
    """Run twice, it changes nothing."""

    help = (
        "Takes over the areas in FILE (.xlsx, .csv): 区划代码 (twelve digits), 名称 and, if given, "
        "上级代码, 生效日期. Faults are listed by line."
    )
    take_over = staticmethod(import_areas)
