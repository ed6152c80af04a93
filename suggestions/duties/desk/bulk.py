"""Passing several suggestions of the pile to a unit at once; each is decided by itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.keys import keys_in
from suggestions.duties.assigning import assign, call_in
from suggestions.duties.desk.forms import AssignForm
from suggestions.duties.refusals import DutyRefused
from suggestions.duties.sides import with_sides
from suggestions.duties.speaking import sender_for
from suggestions.handling.desk.entrance import DeskView
from suggestions.handling.desk.pile import NOT_ALLOWED, PAGE_SIZE
from suggestions.rights import Action, may
from suggestions.suggestion import Suggestion

CHOSEN = "chosen"
"""The button of the second page: the first time only the ticks come."""


class AssignManyView(DeskView):
    """Asks to whom the ticked ones go, and passes them on."""

    http_method_names = ["post"]
    template_name = "suggestions/duties/desk/assign_many.html"
    page_title = _("Pass to a unit")
    header_icon = "group"

    def post(self, request: HttpRequest) -> HttpResponse:
        """The form for the ticked ones, or what became of them."""
        rows = self.ticked()
        form = AssignForm(request.POST if CHOSEN in request.POST else None)
        if not rows:
            messages.error(request, str(_("Please tick at least one suggestion.")))
            return self.to_pile()
        if not form.is_valid():
            context = self.get_context_data(form=form, rows=rows, chosen=CHOSEN)
            return self.render_to_response(context, status=422 if form.is_bound else 200)
        refusals = [(row, self.refusal(row, form)) for row in rows]
        done = sum(1 for _row, refusal in refusals if not refusal)
        text = ngettext("%(count)d suggestion passed on.", "%(count)d suggestions passed on.", done)
        messages.success(request, text % {"count": done})
        for row, refusal in refusals:
            if refusal:
                messages.error(request, f"{row.receipt}: {refusal}")
        return self.to_pile()

    def ticked(self) -> list[Suggestion]:
        """The ticked rows that this person may see."""
        keys = self.request.POST.getlist("selected")[:PAGE_SIZE]
        rows = self.visible().filter(pk__in=keys_in(keys))
        return list(with_sides(rows.select_related("campaign", "unit")))

    def refusal(self, row: Suggestion, form: AssignForm) -> str:
        """Pass `row` on; returns why not, or nothing if it was done."""
        if not may(self.person, Action.ASSIGN, row, on=self.today):
            return str(NOT_ALLOWED)
        said: dict[str, Any] = {
            "by": self.person,
            "at": timezone.now(),
            "note": form.cleaned_data["note"],
            "sender": sender_for(self.person, row, on=self.today),
        }
        try:
            unit = form.cleaned_data["unit"]
            if unit is None:
                call_in(row, form.others(), **said)
            else:
                assign(row, unit, co_units=form.others(), **said)
        except DutyRefused as error:
            return str(error)
        return ""

    def to_pile(self) -> HttpResponse:
        """Back to the page of the pile from which they came."""
        query = self.request.POST.get("query", "").lstrip("?")
        return redirect(f"{reverse('handling:pile')}?{query}")
