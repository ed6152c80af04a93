"""Printing forms: ordering them, following the drawing, and fetching them."""

import base64
from io import BytesIO
from typing import Any

import qrcode
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.pil import PilImage

from suggestions.intake.receipts import tracking_code
from suggestions.intake.views.files import NOTHING_RUNS
from suggestions.paper.desk.entrance import PaperView
from suggestions.paper.desk.forms import PrintForm
from suggestions.paper.drawing.form import CLASSES, CONSENTS, PROBLEM_LINES, PROPOSAL_LINES
from suggestions.paper.numbers import shown
from suggestions.paper.print_run import PrintRun
from suggestions.paper.printing import draw_forms, order_forms, words_of

SHOWN = 50  # print runs in the list


class PrintsView(PaperView):
    """The print runs of one's stations, and ordering another one."""

    types_only = True
    page_title = gettext_lazy("Print forms")
    template_name = "suggestions/paper/prints.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list and the form."""
        return self.shown(PrintForm(counters=self.counters()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Number the forms."""
        form = PrintForm(request.POST, counters=self.counters())
        if not form.is_valid():
            return self.shown(form)
        said = form.cleaned_data
        order_forms(said["campaign"], said["station"], said["count"], by=self.person, at=self.now)
        messages.success(request, _("The forms are numbered; the file is being drawn."))
        return redirect("paper:prints")

    def shown(self, form: PrintForm) -> HttpResponse:
        """The page."""
        runs = list(self.runs().order_by("-pk")[:SHOWN])
        context = self.get_context_data(form=form, runs=runs, waiting=waiting_of(runs))
        return self.render_to_response(context, status=422 if form.is_bound else 200)


def waiting_of(runs: list[PrintRun]) -> bool:
    """Whether any of these is still being drawn."""
    return any(not run.is_ready and not run.fault for run in runs)


class RunView(PaperView):
    """One print run, for who hands its forms out."""

    types_only = True
    run: PrintRun

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load it; one of another station answers 404."""
        super().setup(request, *args, **kwargs)
        self.run = get_object_or_404(self.runs(), pk=kwargs["pk"])


class FileView(RunView):
    """The file of a print run."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The PDF; 404 while it is being drawn."""
        if not self.run.is_ready:
            raise Http404
        name = f"forms-{self.run.pk}.pdf"
        response = FileResponse(
            self.run.document.open("rb"), filename=name, content_type="application/pdf"
        )
        response["Content-Security-Policy"] = NOTHING_RUNS
        response["Cache-Control"] = "private, no-store"
        return response


class AgainView(RunView):
    """Draws a file that could not be drawn."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Queue it once more."""
        draw_forms.delay(self.run.pk)
        return redirect("paper:prints")


class SheetsView(RunView):
    """The forms of a run as a page to print."""

    template_name = "suggestions/paper/print.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All forms, one on each sheet of paper."""
        words = words_of(self.run)
        forms = [
            {
                "number": shown(slip.number),
                "code": tracking_code(slip.key),
                "picture": picture_of(f"{words.address}?slip={slip.number}"),
            }
            for slip in self.run.slips.all()
        ]
        context = {
            "forms": forms,
            "words": words,
            "classes": CLASSES,
            "consents": CONSENTS,
            "problem_lines": range(PROBLEM_LINES),
            "proposal_lines": range(PROPOSAL_LINES),
        }
        response = self.render_to_response(context)
        response["Cache-Control"] = "private, no-store"
        return response


def picture_of(address: str) -> str:
    """A QR code as an address of its own, for an image."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2, box_size=4)
    code.add_data(address)
    code.make(fit=True)
    content = BytesIO()
    code.make_image(image_factory=PilImage).get_image().convert("1").save(content, "PNG")
    return f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode()}"
