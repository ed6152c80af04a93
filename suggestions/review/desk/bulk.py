"""Deciding on several suggestions of a round at once."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.keys import keys_in
from suggestions.review.deciding import Settled, decide_many
from suggestions.review.desk.deciding_forms import DecisionForm, TemplateForm
from suggestions.review.desk.entrance import Crumb, RoundView
from suggestions.review.rights import may_decide
from suggestions.review.standing import StandingQuerySet
from suggestions.states import State

MOST_AT_ONCE = 100


class BulkDecideView(RoundView):
    """One outcome and one template of a reason for all that were ticked in the ranking."""

    page_title = gettext_lazy("Decide on several")
    template_name = "suggestions/review/bulk_decide.html"

    def get_page_title(self) -> str:
        """What this page is for."""
        return str(self.page_title)

    def crumbs(self) -> list[Crumb]:
        """Rounds, and this round."""
        url = reverse("review:round", args=[self.round.pk])
        return [*super().crumbs(), {"url": url, "label": self.round.name}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form; `template` in the query fills it in."""
        return self.answer(DecisionForm(initial=self.started_from_template()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide on each; what was refused is told one by one."""
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        ruling = form.ruling()
        settled = decide_many(
            self.selected().select_related("round__campaign__organiser", "round__rubric"),
            State(ruling.outcome),
            ruling.reason,
            by=self.person,
            at=timezone.now(),
            settling=ruling.settling,
        )
        self.tell(settled)
        return redirect("review:round", pk)

    def selected(self) -> StandingQuerySet:
        """The undecided suggestions that were ticked, at most MOST_AT_ONCE."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        keys = keys_in(sent.getlist("selected")[:MOST_AT_ONCE])
        rows = self.round.standings.undecided().unsealed().filter(pk__in=keys)
        return rows.select_related("suggestion").best_first()

    def started_from_template(self) -> dict[str, str]:
        """Outcome and text of the template asked for, its blanks still open."""
        form = TemplateForm(self.request.GET)
        if not form.is_valid():
            return {}
        template = form.cleaned_data["template"]
        return {"outcome": template.outcome, "reason": template.text}

    def answer(self, form: forms.Form) -> HttpResponse:
        """The page with the form and what it is about."""
        if not may_decide(self.person, self.round, on=self.today):
            raise PermissionDenied
        standings = list(self.selected())
        if not standings:
            messages.error(self.request, _("Please tick undecided suggestions first."))
            return redirect("review:round", self.round.pk)
        context = self.get_context_data(
            round=self.round, standings=standings, form=form, template_form=TemplateForm()
        )
        return self.render_to_response(context)

    def tell(self, settled: Settled) -> None:
        """Say how many were decided, and why others were not."""
        count = len(settled.decisions)
        text = ngettext("%(count)d suggestion decided.", "%(count)d suggestions decided.", count)
        messages.success(self.request, text % {"count": count})
        for suggestion, reason in settled.refused:
            messages.error(self.request, f"{suggestion.receipt} {suggestion.title}: {reason}")
