"""Batches: the list, uploading, and one batch with its progress, sample and error rate."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.paging import window
from suggestions.intake.files import Upload
from suggestions.paper.claiming import next_sheet, others_at
from suggestions.paper.desk.entrance import BatchPageView, PaperView
from suggestions.paper.desk.forms import BatchForm, PicturesForm
from suggestions.paper.entering import leave_single
from suggestions.paper.rates import rate_of, rates_by_clerk
from suggestions.paper.sheet import Sheet, SheetBatch, SheetState
from suggestions.paper.uploading import add_sheets, checked_pictures, open_batch
from suggestions.rights import Action, may
from suggestions.states import Classification

PAGE_SIZE = 25
ORDER = ("-uploaded_at", "-id")
COUNTED = {
    "sheet_count": Count("sheets"),
    "waiting_count": Count("sheets", filter=Q(sheets__state=SheetState.WAITING)),
    "ready_count": Count("sheets", filter=Q(sheets__state=SheetState.READY)),
    "typed_count": Count("sheets", filter=Q(sheets__state=SheetState.TYPED)),
}


class BatchesView(PaperView):
    """The batches of the stations one types for or oversees, newest first."""

    template_name = "suggestions/paper/batches.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list."""
        cursor = request.GET.get("page", "")
        page = window(self.batches(), ORDER, cursor=cursor, size=PAGE_SIZE)
        counts = {
            row.pk: row
            for row in SheetBatch.objects.filter(pk__in=[row.pk for row in page.rows]).annotate(
                **COUNTED
            )
        }
        lines = [(batch, counts[batch.pk]) for batch in page.rows]
        may_type = self.counters().exists()
        context = self.get_context_data(window=page, lines=lines, may_type=may_type)
        return self.render_to_response(context)


class UploadView(PaperView):
    """A new batch."""

    types_only = True
    page_title = gettext_lazy("Upload forms")
    template_name = "suggestions/paper/upload.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self.shown(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the pictures that can be read; say what is wrong with the others."""
        form = self.form(request.POST, request.FILES)
        sound: list[Upload] = []
        faults: list[str] = []
        if form.is_valid():
            sound, faults = checked_pictures(form.cleaned_data["pictures"])
            if not sound:
                form.add_error("pictures", faults)
        if not form.is_valid():
            return self.shown(form)
        said = form.cleaned_data
        batch = open_batch(
            said["campaign"],
            said["station"],
            said["received_on"],
            by=self.person,
            at=self.now,
            sample_percent=said["sample_percent"],
        )
        tell(request, add_sheets(batch, sound), faults)
        return redirect("paper:batch", batch.pk)

    def form(self, *data: Any) -> BatchForm:
        """The form for this person's stations."""
        return BatchForm(*data, counters=self.counters(), today=self.today)

    def shown(self, form: BatchForm) -> HttpResponse:
        """The page."""
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=422 if form.is_bound else 200)


def tell(request: HttpRequest, sheets: list[Sheet], faults: list[str]) -> None:
    """How many pictures came in, and which did not."""
    taken = ngettext("%(count)d picture came in.", "%(count)d pictures came in.", len(sheets))
    messages.success(request, taken % {"count": len(sheets)})
    for fault in faults:
        messages.error(request, fault)


class BatchView(BatchPageView):
    """One batch: what is typed, what waits, and how well it was typed."""

    template_name = "suggestions/paper/batch.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.shown(PicturesForm())

    def shown(self, form: PicturesForm) -> HttpResponse:
        """The page with the form for more pictures."""
        rows = self.batch.sheets.select_related(
            "claimed_by", "typed_by", "second_by", "suggestion__unit", "comparison"
        )
        sheets = [self.line(sheet) for sheet in rows.order_by("position")]
        alone = not others_at(self.batch.station, self.person, on=self.today)
        context = self.get_context_data(
            batch=self.batch,
            sheets=sheets,
            form=form,
            may_type=self.may_type(),
            next=next_sheet(self.batch, by=self.person, at=self.now) if self.may_type() else None,
            straightening=sum(line["sheet"].state == SheetState.WAITING for line in sheets),
            done=sum(line["sheet"].state != SheetState.WAITING for line in sheets),
            rate=rate_of(self.batch),
            by_clerk=rates_by_clerk([self.batch]),
            alone=alone and any(line["again"] for line in sheets),
        )
        return self.render_to_response(context, status=422 if form.is_bound else 200)

    def line(self, sheet: Sheet) -> dict[str, Any]:
        """What the list says of one sheet; of a sealed report no more than that."""
        suggestion = sheet.suggestion
        sealed = suggestion is not None and suggestion.classification == Classification.REPORT
        drawn = sheet.in_sample and sheet.state == SheetState.TYPED and not sealed
        compared = hasattr(sheet, "comparison")
        return {
            "sheet": sheet,
            "sealed": sealed,
            "open": suggestion is not None
            and may(self.person, Action.SEE, suggestion, on=self.today),
            "again": drawn and sheet.second_at is None,
            "settle": drawn and sheet.second_at is not None and not compared,
            "comparison": sheet.comparison if compared else None,
            "held": sheet.is_held_by_other(self.person, at=self.now),
        }


class MoreView(BatchView):
    """Takes more pictures into a batch."""

    types_only = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep those that can be read."""
        form = PicturesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(form)
        files: list[UploadedFile] = form.cleaned_data["pictures"]
        sound, faults = checked_pictures(files)
        tell(request, add_sheets(self.batch, sound), faults)
        return redirect("paper:batch", pk)


class NextView(BatchPageView):
    """Leads to the next sheet that the person can type."""

    types_only = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the sheet, or back to the batch."""
        sheet = next_sheet(self.batch, by=self.person, at=self.now)
        if sheet is None:
            messages.info(request, _("There is nothing left for you to type in this batch."))
            return redirect("paper:batch", pk)
        return redirect("paper:sheet", pk, sheet.position)


class SingleView(BatchPageView):
    """Notes that nobody else can type the sample of this batch again."""

    types_only = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let the sheets that this person typed leave the sample, unless somebody else is there."""
        if others_at(self.batch.station, self.person, on=self.today):
            messages.error(request, _("There is somebody else who can type them again."))
            return redirect("paper:batch", pk)
        own = self.batch.sheets.in_sample().filter(second_at=None, typed_by=self.person)
        for sheet in own:
            leave_single(sheet, by=self.person)
        messages.success(request, _("It is written down that they were typed once only."))
        return redirect("paper:batch", pk)
