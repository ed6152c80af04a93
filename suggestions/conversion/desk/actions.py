"""Planning actions, correcting them and reporting on them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.converting import change_action, plan_action, report_progress
from suggestions.conversion.desk.forms import ActionForm, ProgressForm
from suggestions.conversion.desk.views import IdeaDeskView, IdeaView
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.review.desk.entrance import Crumb


class PlanView(IdeaView):
    """One more action for the idea."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nothing to see here but the idea."""
        return redirect("conversion:idea", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Plan it; a wrong form comes back with what was typed."""
        form = ActionForm(request.POST)
        if not form.is_valid():
            return self.answer(plan_form=form)
        plan_action(self.idea, **form.cleaned_data, by=self.person, at=timezone.now())
        messages.success(request, _("The action has been added."))
        return redirect("conversion:idea", pk)


class ActionView(IdeaDeskView):
    """A page about one action; one out of reach answers 404."""

    template_name = "suggestions/conversion/desk/action_form.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the action with its idea."""
        super().setup(request, *args, **kwargs)
        ideas = GoldenIdea.objects.visible_to(self.person, on=self.today)
        rows = Action.objects.filter(idea__in=ideas)
        rows = rows.select_related("unit", "idea__suggestion__unit")
        self.action = get_object_or_404(rows, pk=kwargs["pk"])

    def crumbs(self) -> list[Crumb]:
        """The list, and the idea."""
        url = reverse("conversion:idea", args=[self.action.idea_id])
        return [*super().crumbs(), {"url": url, "label": self.action.idea.suggestion.receipt}]

    def answer(self, form: forms.Form) -> HttpResponse:
        """The page with its form."""
        return self.render_to_response(self.get_context_data(action=self.action, form=form))

    def done(self, text: str) -> HttpResponse:
        """Back to the idea, with a word of success."""
        messages.success(self.request, text)
        return redirect("conversion:idea", self.action.idea_id)


class ChangeView(ActionView):
    """Correct an action."""

    def get_page_title(self) -> str:
        """What this page is for."""
        return _("Change the action")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form as it is kept."""
        action = self.action
        initial = {"what": action.what, "unit": action.unit_id, "due_on": action.due_on}
        return self.answer(ActionForm(initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it; a wrong form comes back with what was typed."""
        form = ActionForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        change_action(self.action, **form.cleaned_data, by=self.person, at=timezone.now())
        return self.done(_("The action has been changed."))


class ReportView(ActionView):
    """Report on an action."""

    def get_page_title(self) -> str:
        """What this page is for."""
        return _("Report progress")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form with the present state."""
        return self.answer(ProgressForm(initial={"state": self.action.state}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the report; a wrong form comes back with what was typed."""
        form = ProgressForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        state, text = ActionState(form.cleaned_data["state"]), form.cleaned_data["text"]
        report_progress(self.action, state, text, by=self.person, at=timezone.now())
        return self.done(_("The report has been kept, and the author is told."))
