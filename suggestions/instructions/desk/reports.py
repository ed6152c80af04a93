"""The special reports: their list, a new one, and the page of one."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from portal.accounts.user import User
from portal.organisation.rights import has_role
from suggestions.instructions.desk.forms import DraftReportForm, OutcomeForm, PutInForm
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.report import ReportItem, ReportState, SpecialReport
from suggestions.instructions.reporting import draft_report, worth_reporting
from suggestions.instructions.rights import RIGHTS, Act, may_report, may_use_reports
from suggestions.review.desk.entrance import Crumb, DeskView

PER_PAGE = 20
USUAL_PERIOD = timedelta(days=90)


def period_of(report: SpecialReport) -> str:
    """From when until when."""
    days = (date_format(day, "SHORT_DATE_FORMAT") for day in (report.starts_on, report.ends_on))
    return " – ".join(days)


class ReportDeskView(DeskView):
    """A page of the desk of special reports."""

    header_icon = "doc-full"

    def may_enter(self, person: User, *, on: date) -> bool:
        """Editors, leaders and supervisors."""
        return may_use_reports(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("instructions:reports"), "label": _("Special reports")}]


class ReportsView(ReportDeskView, BaseListingView):
    """All special reports in reach, latest first."""

    page_title = gettext_lazy("Special reports")
    paginate_by = PER_PAGE
    verbose_name_plural = gettext_lazy("special reports")
    columns = (
        TitleColumn("title", label=gettext_lazy("Title"), url_name="instructions:report"),
        Column("leader", label=gettext_lazy("To the leader")),
        Column("period", label=gettext_lazy("Period"), accessor=period_of),
        Column("state", label=gettext_lazy("Status"), accessor="get_state_display"),
    )

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get_header_buttons(self) -> list[HeaderButton]:
        """The way to a new report, for those who write them."""
        if not has_role(self.person, *RIGHTS[Act.REPORT], on=self.today):
            return []
        url = reverse("instructions:draft_report")
        return [HeaderButton(_("Draft a report"), url=url, icon_name="plus")]

    def get_base_queryset(self) -> QuerySet[SpecialReport]:
        """The reports in reach."""
        rows = SpecialReport.objects.visible_to(self.person, on=self.today)
        return rows.select_related("leader", "unit").order_by("-drafted_at", "-pk")


class DraftView(ReportDeskView):
    """A new report."""

    page_title = gettext_lazy("Draft a report")
    template_name = "suggestions/instructions/desk/draft_report.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in editors; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        if not has_role(self.person, *RIGHTS[Act.REPORT], on=self.today):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form for the last quarter of a year."""
        initial = {"starts_on": self.today - USUAL_PERIOD, "ends_on": self.today}
        return self.answer(DraftReportForm(on=self.today, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the draft; whatever is refused comes back with what was typed."""
        form = DraftReportForm(request.POST, on=self.today)
        if not form.is_valid():
            return self.answer(form)
        try:
            row = draft_report(**form.cleaned_data, by=self.person, at=timezone.now())
        except InstructionRefused as error:
            form.add_error(None, str(error))
        except PermissionDenied:
            form.add_error("unit", _("You do not write reports for this unit."))
        else:
            return redirect("instructions:report", row.pk)
        return self.answer(form)

    def answer(self, form: DraftReportForm) -> HttpResponse:
        """The page with the form."""
        return self.render_to_response(self.get_context_data(form=form))


class ReportView(ReportDeskView):
    """One report; one out of reach answers 404."""

    template_name = "suggestions/instructions/desk/report.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the report."""
        super().setup(request, *args, **kwargs)
        rows = SpecialReport.objects.visible_to(self.person, on=self.today)
        rows = rows.select_related("unit", "leader", "drafted_by")
        self.report = get_object_or_404(rows, pk=self.key(**kwargs))

    def key(self, **kwargs: Any) -> int:
        """The report's key, from the address."""
        return int(kwargs["pk"])

    def get_page_title(self) -> str:
        """Its title."""
        return self.report.title

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.answer()

    def answer(
        self, *, put_in: PutInForm | None = None, outcome: tuple[int, OutcomeForm] | None = None
    ) -> HttpResponse:
        """The page with its forms, perhaps with what was typed."""
        row, on = self.report, self.today
        may_write = may_report(self.person, Act.REPORT, row, on=on)
        may_enter = may_report(self.person, Act.ENTER_OUTCOME, row, on=on)
        is_draft = row.state == ReportState.DRAFT
        items = self.items(outcome, may_enter=may_enter)
        context = self.get_context_data(
            report=row,
            items=items,
            put_in=put_in
            or (PutInForm(offered=self.offered()) if may_write and is_draft else None),
            may_write=may_write and is_draft,
            media=self.media(items),
            period=period_of(row),
        )
        return self.render_to_response(context)

    def media(self, items: list[tuple[ReportItem, OutcomeForm | None]]) -> Media:
        """What the windows and calendars of the page need; it is the same for each idea."""
        return next((form.media for _item, form in items if form), Media())

    def offered(self) -> QuerySet[Any]:
        """What can still go in."""
        row = self.report
        found = worth_reporting(row.unit, row.starts_on, row.ends_on)
        return found.exclude(pk__in=row.items.values("suggestion"))

    def items(
        self, typed: tuple[int, OutcomeForm] | None, *, may_enter: bool
    ) -> list[tuple[ReportItem, OutcomeForm | None]]:
        """The ideas, each with the form for its outcome where one is waited for or was typed."""
        rows = self.report.items.unsealed()
        rows = rows.select_related("suggestion", "instruction", "entered_by")
        waits = may_enter and self.report.state == ReportState.SENT
        found: list[tuple[ReportItem, OutcomeForm | None]] = []
        for item in rows:
            form = typed[1] if typed and typed[0] == item.pk else None
            if form is None and waits and not item.outcome:
                form = OutcomeForm(unit=self.report.unit, prefix=f"item{item.pk}")
            found.append((item, form))
        return found
