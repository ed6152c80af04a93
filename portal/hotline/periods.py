"""Months and years, as tables and people write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

EARLIEST_YEAR = 1983
"""The first mayor's hotline was opened in that year (Shenyang)."""

_MONTH = re.compile(r"(\d{4})\s*(?:年|[-/.])?\s*(\d{1,2})\s*月?")
_YEAR = re.compile(r"(\d{4})\s*年?")


class PeriodKind(models.TextChoices):
    """How long a period is."""

    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class UnknownPeriod(Exception):
    """What was written is neither a month nor a year."""


@dataclass(frozen=True, order=True)
class Period:
    """A month or a year, by its first day."""

    starts_on: date
    kind: PeriodKind = PeriodKind.MONTH

    @property
    def slug(self) -> str:
        """2026-01, 2026."""
        return f"{self.starts_on:%Y-%m}" if self.kind == PeriodKind.MONTH else self.title[:4]

    @property
    def title(self) -> str:
        """2026年1月, 2026年: as tables write it."""
        year = f"{self.starts_on.year}年"
        return f"{year}{self.starts_on.month}月" if self.kind == PeriodKind.MONTH else year

    @property
    def label(self) -> str:
        """Month and year in the reader's language."""
        form = "YEAR_MONTH_FORMAT" if self.kind == PeriodKind.MONTH else "Y"
        return date_format(self.starts_on, form)

    def back(self, months: int) -> date:
        """The first day of the month that lies `months` before the period's first."""
        count = self.starts_on.year * 12 + self.starts_on.month - 1 - months
        return date(count // 12, count % 12 + 1, 1)


def period(cell: object) -> Period:
    """The period in a cell: 2026年1月, 2026-01, 2026/1, 202601, a date in it, 2026年, 2026.

    Raises UnknownPeriod.
    """
    if isinstance(cell, date | datetime):
        return Period(date(cell.year, cell.month, 1))
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if match := _YEAR.fullmatch(text):
        return Period(_first_day(match[1], "1"), PeriodKind.YEAR)
    if match := _MONTH.fullmatch(text):
        return Period(_first_day(*match.groups()))
    raise UnknownPeriod(text)


def _first_day(year: str, month: str) -> date:
    """The first day of the month; raises UnknownPeriod for a year before any hotline."""
    if int(year) < EARLIEST_YEAR or not 1 <= int(month) <= 12:
        raise UnknownPeriod(f"{year}-{month}")
    return date(int(year), int(month), 1)
