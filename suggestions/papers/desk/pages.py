"""Writing a letter, binding the file of a case, and taking a paper home."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.handling.desk.entrance import ItemView
from suggestions.papers.desk.forms import LetterForm
from suggestions.papers.paper import TITLE_LENGTH, Paper, PaperKind
from suggestions.papers.writing import bind_case, write_letter
from suggestions.replies.reply import ReplyState
from suggestions.rights import Action

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class LetterView(ItemView):
    """The form of a letter, begun with what is known."""

    needs = Action.MAKE_PAPERS
    template_name = "suggestions/papers/letter_form.html"

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The form; a reply begins with the words of the last one sent."""
        return self.shown(LetterForm(initial=self.known()))

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Make the letter, or show the form again as it was typed."""
        form = LetterForm(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        paper = write_letter(
            self.suggestion,
            PaperKind(form.cleaned_data["kind"]),
            form.words(),
            unit=self.suggestion.unit,
            by=self.person,
            at=timezone.now(),
        )
        number = paper.document_number
        messages.success(request, _("{number} is being made.").format(number=number))
        return self.back()

    def shown(self, form: LetterForm, status: int = 200) -> HttpResponse:
        """The page."""
        context = self.get_context_data(form=form, suggestion=self.suggestion)
        return self.render_to_response(context, status=status)

    def known(self) -> dict[str, Any]:
        """What a letter about this suggestion begins with."""
        suggestion = self.suggestion
        reply = suggestion.replies.filter(state=ReplyState.SENT).last()
        title = _("Reply to the suggestion “{title}”").format(title=suggestion.title)
        return {
            "kind": PaperKind.REPLY,
            "addressee": suggestion.author_name,
            "title": title[:TITLE_LENGTH],
            "text": reply.text if reply else "",
            "dated_on": self.today.isoformat(),
        }


class BindView(ItemView):
    """Binds the file of the case as it stands."""

    needs = Action.MAKE_PAPERS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Have it made; it appears among the papers."""
        at = timezone.now()
        bind_case(self.suggestion, unit=self.suggestion.unit, by=self.person, at=at)
        messages.success(request, _("The case file is being bound."))
        return self.back()


class FileView(ItemView):
    """A paper's file."""

    needs = Action.MAKE_PAPERS

    def get(self, request: HttpRequest, receipt: str, pk: int, ending: str) -> HttpResponseBase:
        """The file; raises Http404 where it is not made yet."""
        paper = get_object_or_404(Paper, pk=pk, suggestion=self.suggestion)
        file = {"pdf": paper.pdf, "docx": paper.word}.get(ending)
        if not file:
            raise Http404
        name = f"{paper.document_number or paper.title}.{ending}"
        answer = FileResponse(
            file.open("rb"), as_attachment=True, filename=name, content_type=TYPES[ending]
        )
        answer["Cache-Control"] = "private, no-store"
        return answer


class PapersView(ItemView):
    """The list of papers alone, asked for again while one is being made."""

    needs = Action.MAKE_PAPERS
    template_name = "suggestions/papers/list.html"

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The list."""
        papers = Paper.objects.filter(suggestion=self.suggestion).select_related("unit")
        context = {"suggestion": self.suggestion, "papers": papers.order_by("-pk")}
        return self.render_to_response(context)
