"""What the pages of the hotline show: rows with shares, charts and what they say in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal import charts
from portal.hotline.figures import Figures, TopicLine
from portal.hotline.periods import Period, PeriodKind

if TYPE_CHECKING:
    from portal.hotline.pages import HotlineResultPage

MONTHS = 12
REST = frozenset({"其他", "其它", "Other"})
"""Names of the topic for all the others."""


@dataclass(frozen=True)
class Month:
    """One month of a trend; `page` is None where nothing was published."""

    starts_on: date
    page: "HotlineResultPage | None"

    @property
    def label(self) -> str:
        """Month and year in the reader's language."""
        return Period(self.starts_on).label


@dataclass(frozen=True)
class TopicShare:
    """A topic with its share of all calls in percent."""

    name: str
    calls: int
    share: float


def months(pages: Iterable["HotlineResultPage"], last: date) -> list[Month]:
    """The twelve months up to the one that begins on `last`, each with its page if any."""
    by_month = {page.starts_on: page for page in pages}
    days = [Period(last).back(back) for back in reversed(range(MONTHS))]
    return [Month(day, by_month.get(day)) for day in days]


def last_month(period: Period) -> date:
    """The month up to which the trend of `period` goes: itself, or December of the year."""
    december = period.starts_on.replace(month=12)
    return december if period.kind == PeriodKind.YEAR else period.starts_on


def trend_context(trend: Sequence[Month]) -> dict[str, Any]:
    """The chart of the calls in `trend`, its name and its content in words."""
    shown = [month for month in trend if month.page]
    values = [
        (_tick(place, month), month.page and month.page.calls) for place, month in enumerate(trend)
    ]
    return {
        "trend_months": trend if len(shown) > 1 else [],
        "trend": charts.trend(values),
        "trend_title": _("Calls from {first} to {last}").format(
            first=trend[0].label, last=trend[-1].label
        ),
        "trend_text": _in_words(shown),
    }


def _tick(place: int, month: Month) -> str:
    """The short name below the chart, for every second month: there is no room for all."""
    form = pgettext("date format of a month on a chart's axis", "M")
    return str(date_format(month.starts_on, form)) if place % 2 else ""


def _in_words(shown: Sequence[Month]) -> str:
    """The lowest and the highest month."""
    calls = sorted((month.page.calls, month.label) for month in shown if month.page)
    if not calls:
        return ""
    (least, when_least), (most, when_most) = calls[0], calls[-1]
    return _("Fewest: {least} calls ({when_least}). Most: {most} calls ({when_most}).").format(
        least=intcomma(least), when_least=when_least, most=intcomma(most), when_most=when_most
    )


def topics_context(figures: Figures) -> dict[str, Any]:
    """The topics, the largest first and the rest last, and their chart."""
    topics = sorted(figures.topics, key=lambda topic: (topic.name in REST, -topic.calls))
    return {
        "topics": [_with_share(topic, figures.calls) for topic in topics],
        "topics_chart": charts.bars([(topic.name, topic.calls) for topic in topics]),
        "topics_text": "；".join(f"{topic.name} {intcomma(topic.calls)}" for topic in topics),
    }


def _with_share(topic: TopicLine, calls: int) -> TopicShare:
    """The topic with its share of `calls`."""
    return TopicShare(topic.name, topic.calls, 100 * topic.calls / calls if calls else 0)
