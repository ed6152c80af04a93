"""The desk in the admin: one page per person, its saved views and its downloads."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.organisation.unit import within
from portal.paging import window
from portal.spreadsheets.downloads import csv_download, workbook_download
from suggestions.clocks.reach import unannounced
from suggestions.desk.exporting import table_of
from suggestions.desk.filters import DeskFilters
from suggestions.desk.reach import reach_of
from suggestions.desk.rows import desk_rows
from suggestions.desk.saved import SavedView
from suggestions.desk.saving import SaveForm, keep_view, query_of
from suggestions.desk.tabs import MOST, Shown, Tab, counts, rows_of
from suggestions.handling.desk.entrance import DeskView
from suggestions.rights import Action, may_anywhere

PAGE_SIZE = 50
DOWNLOADS = {"csv": csv_download, "xlsx": workbook_download}


class WorkDeskView(DeskView):
    """What all pages of the work desk share: the tab, the filters, and whose work it is."""

    page_title = _("Work desk")
    header_icon = "tasks"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read what was asked for; raises PermissionDenied for who has no desk."""
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()
        self.reach = reach_of(self.person, on=self.today)
        asked = request.GET.get("tab", "")
        self.tab = Tab(asked) if asked in Tab.values else Tab.MINE
        self.form = DeskFilters(request.GET, campaigns=self.campaigns())

    def campaigns(self) -> QuerySet[CampaignPage]:
        """The campaigns to choose from: those of the person's units and below."""
        rows = CampaignPage.objects.order_by("-first_published_at", "-pk").defer_streamfields()
        if self.person.is_superuser:
            return rows
        return rows.filter(within(self.reach.own, "organiser"))

    def shown(self) -> Shown:
        """The rows of the tab as the filters narrow them."""
        of_tab = rows_of(self.tab, self.reach, at=self.at)
        rows = self.form.narrow(of_tab.rows).select_related(*self.related())
        return Shown(rows, of_tab.order)

    def related(self) -> tuple[str, ...]:
        """What a row names; duties know who handles them."""
        return ("unit", "handler") if self.tab in (Tab.MINE, Tab.WAITING) else ("unit",)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the desk, and this page."""
        desk = {"url": reverse("desk:desk"), "label": _("Work desk")}
        here = {"url": "", "label": self.get_page_title()}
        above = [] if self.get_page_title() == desk["label"] else [desk]
        return [*self.breadcrumbs_items, *above, here]


class DeskPageView(WorkDeskView):
    """One page of one tab."""

    template_name = "suggestions/desk/desk.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page that tab, filters and cursor ask for."""
        shown = self.shown()
        cursor = request.GET.get("page", "")
        page = window(shown.rows, shown.order, cursor=cursor, size=PAGE_SIZE)
        context = self.get_context_data(
            tab=self.tab,
            tabs=self.tabs(),
            form=self.form,
            window=page,
            rows=desk_rows(page.rows, self.reach, at=self.at),
            filtered=bool(self.form.chosen()),
            query=query_of(request.GET),
            saved=SavedView.objects.offered_to(self.person, on=self.today).select_related("owner"),
            save_form=SaveForm(units=self.reach.own),
            unannounced=unannounced(self.at),
            may_gather=may_anywhere(self.person, Action.CLASS_TOGETHER, on=self.today),
        )
        return self.render_to_response(context)

    def tabs(self) -> list[dict[str, object]]:
        """Each tab with how much it holds."""
        found = counts(self.reach, at=self.at)
        return [
            {"tab": tab, "count": min(found.get(tab, 0), MOST), "more": found.get(tab, 0) > MOST}
            for tab in Tab
        ]


class ExportView(WorkDeskView):
    """All rows of the tab as a file, made while it is sent."""

    def get(self, request: HttpRequest, format: str) -> HttpResponseBase:
        """The file, as csv or xlsx."""
        table = table_of(self.shown(), self.reach, at=self.at)
        return DOWNLOADS[format](table, f"desk-{self.tab.value}-{self.today:%Y%m%d}")


class SaveView(WorkDeskView):
    """Keeps tab and filters under a name."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them, or say what is wrong with the name."""
        form = SaveForm(request.POST, units=self.reach.own)
        if form.is_valid():
            view = keep_view(by=self.person, **form.cleaned_data)
            messages.success(request, gettext("Saved as “%(name)s”.") % {"name": view.name})
        else:
            messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(f"{reverse('desk:desk')}?{query_of(request.POST.get('query', ''))}")


class ForgetView(WorkDeskView):
    """Takes a saved view away; only its owner may."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it away."""
        get_object_or_404(SavedView, pk=pk, owner=self.person).delete()
        messages.success(request, gettext("The saved view is gone."))
        return redirect("desk:desk")
