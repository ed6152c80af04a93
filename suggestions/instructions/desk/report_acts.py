"""What is done with a special report: filling, sending, printing, entering what was decided."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.instructions.desk.forms import OutcomeForm, PutInForm
from suggestions.instructions.desk.reports import ReportView, period_of
from suggestions.instructions.document import KIND, word_document
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.report import ItemOutcome, ReportItem
from suggestions.instructions.reporting import enter_outcome, put_in, send_report, take_out
from suggestions.instructions.rights import Act, may_report


class PutInView(ReportView):
    """One more idea."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it in; whatever is refused comes back with what was typed."""
        self.demand(Act.REPORT)
        form = PutInForm(request.POST, offered=self.offered())
        if form.is_valid():
            said = form.cleaned_data
            try:
                put_in(self.report, **said, by=self.person, at=timezone.now())
            except InstructionRefused as error:
                form.add_error(None, str(error))
            else:
                return redirect("instructions:report", pk)
        return self.answer(put_in=form)

    def demand(self, act: Act) -> None:
        """Raises PermissionDenied if this person may not do `act`."""
        if not may_report(self.person, act, self.report, on=self.today):
            raise PermissionDenied


class SendView(PutInView):
    """Before the leader."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it, or say why not."""
        try:
            send_report(self.report, by=self.person, at=timezone.now())
        except InstructionRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The report is with the leader."))
        return redirect("instructions:report", pk)


class ItemView(PutInView):
    """One idea of a report: out of the draft, or what was decided about it."""

    def key(self, **kwargs: Any) -> int:
        """The report of the item."""
        rows = ReportItem.objects.unsealed().select_related("report__unit", "suggestion")
        self.item = get_object_or_404(rows, pk=kwargs["pk"])
        return self.item.report_id

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it out, or keep the outcome."""
        if "take_out" in request.POST:
            return self.taken_out()
        self.demand(Act.ENTER_OUTCOME)
        form = OutcomeForm(request.POST, unit=self.report.unit, prefix=f"item{pk}")
        if form.is_valid():
            try:
                self.keep(form)
            except InstructionRefused as error:
                form.add_error(None, str(error))
            except PermissionDenied:
                form.add_error(None, _("You can write no instruction on this idea."))
            else:
                messages.success(request, _("What was decided has been kept."))
                return redirect("instructions:report", self.report.pk)
        return self.answer(outcome=(pk, form))

    def taken_out(self) -> HttpResponse:
        """Out of the draft, or why not."""
        try:
            take_out(self.item, by=self.person, at=timezone.now())
        except InstructionRefused as error:
            messages.error(self.request, str(error))
        return redirect("instructions:report", self.report.pk)

    def keep(self, form: OutcomeForm) -> None:
        """Keep what was decided."""
        said = form.cleaned_data
        enter_outcome(
            self.item,
            ItemOutcome(said["outcome"]),
            said["words"],
            by=self.person,
            at=timezone.now(),
            units=form.units(),
            due_on=said["due_on"],
        )


class PrintView(ReportView):
    """The report as a page to print."""

    template_name = "suggestions/instructions/desk/print.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The sheet."""
        items = self.report.items.unsealed().select_related("suggestion")
        context = self.get_context_data(
            report=self.report, items=items, period=period_of(self.report)
        )
        return self.render_to_response(context)


class WordView(ReportView):
    """The report as a Word document."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file."""
        response = HttpResponse(word_document(self.report), content_type=KIND)
        response["Content-Disposition"] = f'attachment; filename="special-report-{pk}.docx"'
        return response
