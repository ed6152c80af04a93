"""Hotline figures from a table: each period becomes a page, a changed one a new revision."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.accounts.user import User
from portal.hotline.figures import Figures
from portal.hotline.lines import BadLine
from portal.hotline.pages import HotlineIndexPage, HotlineResultPage
from portal.hotline.periods import Period
from portal.hotline.rows import TopicFigure, UnitFigure
from portal.hotline.sheets import read_sheet
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import BrokenRow, Row

INDEX_TITLE, INDEX_SLUG = "热线办理", "hotline"
RESULT_TITLE = "{period}热线办理情况"


class FiguresRefused(Exception):
    """The figures cannot be published; the message says why, in the reader's language."""


@dataclass
class Report:
    """What an import did: periods by outcome, and the rows that could not be taken."""

    created: list[Period] = field(default_factory=list)
    revised: list[Period] = field(default_factory=list)
    unchanged: list[Period] = field(default_factory=list)
    errors: list[BadLine] = field(default_factory=list)


def import_file(path: Path, *, by: User | None, on: date) -> Report:
    """Import the table in the file at `path` (.xlsx, .csv, …); see `import_rows`.

    Raises UnreadableFile if it is no such table, and OSError if there is no such file.
    """
    return import_rows(read_table(path).rows, by=by, on=on)


def import_rows(
    rows: Iterable[Row | BrokenRow],
    *,
    by: User | None,
    on: date,
    index: HotlineIndexPage | None = None,
) -> Report:
    """Publish the figures in `rows` below `index` (by default the site's).

    `on` is today: later periods are refused. A period is taken whole or not at all; one that
    is there already is revised if it differs, and the same rows again change nothing.
    Raises UnreadableFile if needed columns are missing.
    """
    sheet = read_sheet(rows, on=on)
    report = Report(errors=sheet.errors)
    for period, figures in sorted(sheet.figures.items()):
        try:
            outcome = publish_figures(period, figures, by=by, index=index)
        except FiguresRefused as error:
            report.errors.append(BadLine(0, f"{period.title}: {error}", period))
        else:
            getattr(report, outcome).append(period)
    return report


@transaction.atomic
def publish_figures(
    period: Period, figures: Figures, *, by: User | None, index: HotlineIndexPage | None = None
) -> str:
    """Make the page of `period` show `figures`: returns "created", "revised" or "unchanged".

    Raises FiguresRefused if the page has an unpublished draft or there is no site.
    """
    page = HotlineResultPage.objects.of_period(period).first()
    if page is None:
        _create(period, figures, index or hotline_index(), by)
        return "created"
    if page.figures == figures:
        return "unchanged"
    if page.has_unpublished_changes:
        raise FiguresRefused(_("Its page has an unpublished draft; publish or discard it first."))
    _publish(page, figures, by)
    return "revised"


def _create(period: Period, figures: Figures, index: HotlineIndexPage, by: User | None) -> None:
    """A new, published page."""
    page = HotlineResultPage(
        title=RESULT_TITLE.format(period=period.title),
        slug=period.slug,
        period_kind=period.kind,
        starts_on=period.starts_on,
        calls=figures.calls,
        live=False,
        owner=by,
        locale=index.locale,
    )
    try:
        index.add_child(instance=page)
    except ValidationError as error:
        raise FiguresRefused(" ".join(error.messages)) from error
    _publish(page, figures, by)


def _publish(page: HotlineResultPage, figures: Figures, by: User | None) -> None:
    """Fill in the figures and publish them as a new revision."""
    for name in ("calls", "answered_share", "handling_days", "satisfaction", "ratings"):
        setattr(page, name, getattr(figures, name))
    page.topic_figures = [
        TopicFigure(sort_order=order, name=line.name, calls=line.calls)
        for order, line in enumerate(figures.topics)
    ]
    page.unit_figures = [
        UnitFigure(
            sort_order=order,
            name=line.name,
            cases=line.cases,
            handling_days=line.handling_days,
            satisfaction=line.satisfaction,
            ratings=line.ratings,
        )
        for order, line in enumerate(figures.units)
    ]
    revision = page.save_revision(user=by, log_action=True)
    revision.publish(user=by, skip_permission_checks=True)


def hotline_index() -> HotlineIndexPage:
    """The index of the results; made below the site's first page if there is none yet.

    Raises FiguresRefused if there is no site to make it on.
    """
    index = HotlineIndexPage.objects.first()
    if index:
        return index
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        raise FiguresRefused(_("There is no site yet; make one in the administration first."))
    new = HotlineIndexPage(title=INDEX_TITLE, slug=INDEX_SLUG, show_in_menus=True)
    return site.root_page.add_child(instance=new)
