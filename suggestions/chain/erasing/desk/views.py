"""What was erased; finding a suggestion by its number; erasing, after typing it twice."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import User
from portal.paging import window
from suggestions.chain.erasing.desk.forms import EraseForm, FindForm
from suggestions.chain.erasing.erasing import erase
from suggestions.chain.erasing.erasure import Erasure, Ground
from suggestions.chain.erasing.rights import may_erase, may_erase_anywhere, may_see_erasures
from suggestions.intake.receipts import parse_receipt
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.suggestion import Suggestion

PAGE_SIZE = 20


class ErasuresView(DeskView):
    """The erasures of one's unit and below, latest first, and the way to a new one."""

    template_name = "suggestions/chain/erasures.html"
    page_title = gettext_lazy("Erased personal data")
    header_icon = "bin"

    def may_enter(self, person: User, *, on: date) -> bool:
        """Security administrators, and audit administrators, who look on."""
        return may_see_erasures(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list and the form."""
        return self.answer(FindForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go to the suggestion; a number that leads nowhere comes back."""
        form = FindForm(request.POST)
        if form.is_valid():
            typed = form.cleaned_data["receipt"].strip()
            found = Suggestion.objects.filter(receipt=parse_receipt(typed) or typed).first()
            if found is not None and may_erase(self.person, found, on=self.today):
                return redirect("erasures:erase", found.receipt)
            form.add_error("receipt", _("There is no such suggestion in your units."))
        return self.answer(form)

    def answer(self, form: FindForm) -> HttpResponse:
        """The page with its form."""
        rows = Erasure.objects.visible_to(self.person, on=self.today)
        context = {
            "form": form,
            "may_erase": may_erase_anywhere(self.person, on=self.today),
            "page_of_erasures": window(
                rows.select_related("suggestion", "by"),
                ("-at", "-pk"),
                cursor=self.request.GET.get("page", ""),
                size=PAGE_SIZE,
            ),
        }
        return self.render_to_response(self.get_context_data(**context))


class EraseView(DeskView):
    """What would be erased, and the form that does it."""

    template_name = "suggestions/chain/erase.html"
    page_title = gettext_lazy("Erase personal data")
    header_icon = "bin"

    def may_enter(self, person: User, *, on: date) -> bool:
        """Security administrators only."""
        return may_erase_anywhere(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("erasures:list"), "label": _("Erased personal data")}]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the suggestion; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = Suggestion.objects.select_related("campaign", "unit")
        self.suggestion = get_object_or_404(rows, receipt=kwargs["receipt"])
        if not may_erase(self.person, self.suggestion, on=self.today):
            raise Http404

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """The form."""
        return self.answer(EraseForm(suggestion=self.suggestion))

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Erase; a wrong form comes back with what was typed."""
        form = EraseForm(request.POST, suggestion=self.suggestion)
        if not form.is_valid():
            return self.answer(form)
        erase(
            self.suggestion,
            reason=Ground(form.cleaned_data["ground"]),
            keeps_text=form.cleaned_data.get("keeps_text", False),
            by=self.person,
            at=timezone.now(),
        )
        messages.success(request, _("The personal data are erased."))
        return redirect("erasures:list")

    def answer(self, form: EraseForm) -> HttpResponse:
        """The page with its form; it names nobody."""
        suggestion = self.suggestion
        context = {
            "form": form,
            "suggestion": suggestion,
            "files": suggestion.attachments.count(),
            "earlier": suggestion.erasures.first(),
        }
        return self.render_to_response(self.get_context_data(**context))
