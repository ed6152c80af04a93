"""Settling: the two typings field by field, beside the picture."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from suggestions.paper.comparing import both_of
from suggestions.paper.desk.entrance import SheetPageView
from suggestions.paper.desk.forms import SecondForm
from suggestions.paper.refusals import PaperRefused
from suggestions.paper.settling import must_be_another, settle
from suggestions.paper.sheet import Sheet
from suggestions.paper.typing import Typing

CHOICES = ("first", "second", "other")


@method_decorator(never_cache, name="dispatch")
class SettleView(SheetPageView):
    """Asks for each field that differs which typing is right, or what it says instead."""

    template_name = "suggestions/paper/settle.html"

    def get(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """The differences; 404 where there is nothing to settle."""
        return self.shown({}, "")

    def post(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """Keep what was decided."""
        try:
            settle(self.sheet, self.said(), by=self.person, at=self.now)
        except PaperRefused as refusal:
            return self.shown(request.POST.dict(), str(refusal))
        messages.success(request, _("The sheet is settled."))
        return redirect("paper:batch", pk)

    def said(self) -> dict[str, str]:
        """The chosen text of each field; raises PaperRefused where nothing is chosen."""
        chosen = {}
        for one in self.differences():
            choice = self.request.POST.get(f"{one.name}-choice", "")
            if choice not in CHOICES:
                raise PaperRefused(_("Please choose for every field."))
            texts = {"first": one.first, "second": one.second}
            chosen[one.name] = texts.get(choice, self.request.POST.get(f"{one.name}-text", ""))
        return chosen

    def differences(self) -> list:
        """The fields that differ; Http404 if this sheet is not to be settled."""
        if not Sheet.objects.filter(pk=self.sheet.pk).to_settle().exists():
            raise Http404
        try:
            return both_of(self.sheet, by=self.person).differences()
        except Typing.DoesNotExist as missing:
            raise Http404 from missing

    def shown(self, said: dict[str, str], fault: str) -> HttpResponse:
        """The page."""
        labels = {name: field.label for name, field in SecondForm().fields.items()}
        lines = [
            {
                "name": one.name,
                "label": labels[one.name],
                "first": one.first,
                "second": one.second,
                "choice": said.get(f"{one.name}-choice", ""),
                "text": said.get(f"{one.name}-text", one.first),
            }
            for one in self.differences()
        ]
        context = self.get_context_data(
            batch=self.batch,
            sheet=self.sheet,
            lines=lines,
            fault=fault,
            another=must_be_another(self.sheet, self.person, at=self.now),
        )
        status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
        return self.render_to_response(context, status=status)
