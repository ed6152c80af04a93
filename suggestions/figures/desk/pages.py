"""The page of the figures, the rows behind each, and the score sheet of units."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.paging import window
from portal.spreadsheets.downloads import Cell, csv_download, workbook_download
from suggestions.figures.desk.form import FiguresForm
from suggestions.figures.figure import BY_CODE, FIGURES
from suggestions.figures.reading import (
    Choice,
    Row,
    Table,
    by_channel,
    by_month,
    by_topic,
    by_unit,
    median_days,
)
from suggestions.figures.rights import (
    may_read_figures,
    reaches_above,
    top_units,
    units_to_read,
)
from suggestions.suggestion import Suggestion

PAGE_SIZE = 50
ORDER = ("-month", "-suggestion_id")
HEADINGS = {
    "unit": gettext_lazy("Unit"),
    "month": gettext_lazy("Month"),
    "topic": gettext_lazy("Topic"),
    "channel": gettext_lazy("Channel"),
}
GROUPS = {"unit": by_unit, "month": by_month, "topic": by_topic, "channel": by_channel}


class FiguresDeskView(WagtailAdminTemplateMixin, View):
    """What these pages share: who may come in, and what is asked for."""

    header_icon = "order"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in who may enter; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        if not isinstance(request.user, User):
            raise PermissionDenied
        self.person, self.today = request.user, localdate()
        if not may_read_figures(self.person, on=self.today):
            raise PermissionDenied
        self.tops = top_units(self.person, on=self.today)
        if not self.tops:
            raise Http404
        units = units_to_read(self.person, on=self.today)
        self.form = FiguresForm(request.GET, units=units, on=self.today)
        self.choice = self.form.choice(self.tops[0])

    def get_page_title(self) -> str:
        """What this page shows."""
        return _("Figures of handling")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, and this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def query(self, **changes: object) -> str:
        """The choice as a query, with `changes`; empty values are left out."""
        said = self.form.cleaned_data
        now: dict[str, Any] = {
            "first": f"{self.choice.first:%Y-%m}",
            "last": f"{self.choice.last:%Y-%m}",
            "channel": said.get("channel") or "",
            "topic": self.choice.topic.pk if self.choice.topic else "",
            "unit": self.choice.unit.pk,
        }
        return urlencode({key: value for key, value in (now | changes).items() if value != ""})


class FiguresView(FiguresDeskView):
    """The figures of a unit, told apart."""

    template_name = "suggestions/figures/figures.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The page."""
        group = request.GET.get("by", "unit")
        group = group if group in GROUPS else "unit"
        table = GROUPS[group](self.choice)
        above = self.above()
        context = self.get_context_data(
            form=self.form,
            choice=self.choice,
            total=table.total,
            median=median_days(self.choice),
            figures=FIGURES,
            rows=[(row, self.url_of(group, row)) for row in table.rows],
            group=group,
            heading=HEADINGS[group],
            groups=self.tabs(group),
            above=above,
            above_query=self.query(unit=above.pk) if above else "",
            beside=self.beside(),
            without_topic=self.query(topic=""),
            rows_query=self.query(),
            sheet_query=self.query(by=group),
        )
        return self.render_to_response(context)

    def above(self) -> Unit | None:
        """The unit above the chosen one, if its figures may be seen."""
        unit = self.choice.unit
        held = self.person.is_superuser or reaches_above(self.person, unit, on=self.today)
        return unit.get_parent() if held and not unit.is_root() else None

    def beside(self) -> list[tuple[Unit, str]]:
        """The other units at which this person may begin, and the choice of each."""
        path = self.choice.unit.path
        others = [unit for unit in self.tops if not path.startswith(unit.path)]
        return [(unit, self.query(unit=unit.pk)) for unit in others]

    def tabs(self, group: str) -> list[tuple[str, str, bool]]:
        """By what the figures can be told apart: label, address, and whether it is now."""
        names = {
            "unit": _("By unit"),
            "month": _("By month"),
            "topic": _("By topic"),
            "channel": _("By channel"),
        }
        return [(names[name], f"?{self.query(by=name)}", name == group) for name in GROUPS]

    def url_of(self, group: str, row: Row) -> str:
        """The choice that `row` is about."""
        if group == "month":
            return f"?{self.query(first=row.key, last=row.key)}"
        other = {"topic": {"channel": ""}, "channel": {"topic": ""}}.get(group, {})
        return f"?{self.query(**{group: row.key}, **other)}"


class RowsView(FiguresDeskView):
    """The suggestions that a numerator or denominator counts.

    Whoever is kept out of one of them finds it neither listed nor numbered: a figure of few
    suggestions would tell them of a complaint.
    """

    template_name = "suggestions/figures/rows.html"

    def get(self, request: HttpRequest, code: str, part: str) -> HttpResponse:
        """One page of them."""
        figure = BY_CODE.get(code)
        if figure is None or part not in ("numerator", "denominator"):
            raise Http404
        rows = self.choice.facts().filter(**{f"{getattr(figure, part)}__gt": 0})
        seen = Suggestion.objects.visible_to(self.person, on=self.today).order_by()
        rows = rows.filter(suggestion__in=seen)
        rows = rows.select_related("suggestion__unit", "suggestion__topic")
        page = window(rows, ORDER, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
        context = self.get_context_data(
            window=page,
            figure=figure,
            part=part,
            share=figure.of(by_month(self.choice).total.counts),
            choice=self.choice,
            back=f"{reverse('figures:figures')}?{self.query()}",
        )
        return self.render_to_response(context)


class SheetView(FiguresDeskView):
    """The score sheet: a line for each row of the page, as a workbook or CSV."""

    def get(self, request: HttpRequest, ending: str) -> HttpResponseBase:
        """The file."""
        group = request.GET.get("by", "unit")
        make = GROUPS.get(group, by_unit)
        name = f"{self.choice.unit}-{self.choice.first:%Y%m}-{self.choice.last:%Y%m}"
        download = workbook_download if ending == "xlsx" else csv_download
        return download(sheet(make(self.choice), self.choice), name)


def sheet(table: Table, choice: Choice) -> Iterator[list[Cell]]:
    """Headings, the sum, and a line for each row: every percentage with its months and counts."""
    months: list[Cell] = [f"{choice.first:%Y-%m}", f"{choice.last:%Y-%m}"]
    counted, of = (
        pgettext("in a table of figures", "counted"),
        pgettext("in a table of figures", "of"),
    )
    headings: list[Cell] = [_("Whose"), _("From month"), _("To month")]
    headings += [_("Received"), _("Mean days until the reply")]
    for figure in FIGURES:
        label = str(figure.label)
        headings += [f"{label} (%)", f"{label}: {counted}", f"{label}: {of}"]
    yield headings
    for row in (table.total, *table.rows):
        cells: list[Cell] = [row.name, *months]
        cells += [row.counts["received"], rounded(row.mean_days)]
        for share in row.shares:
            cells += [rounded(share.percent), share.part, share.whole]
        yield cells


def rounded(value: float | None) -> float | None:
    """`value` with two decimals."""
    return None if value is None else round(value, 2)
