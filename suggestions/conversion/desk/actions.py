"""Planning actions, correcting them and reporting on them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.conversion.action import Action
from suggestions.conversion.desk.forms import ActionForm, ChangeActionForm, plan_of
from suggestions.conversion.desk.report_form import ReportForm
from suggestions.conversion.desk.views import IdeaDeskView, IdeaView
from suggestions.conversion.exhibits import attach_exhibits
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.planning import change_action, plan_action
from suggestions.conversion.refusals import AlreadyReported, FollowUpRefused
from suggestions.conversion.reporting import report_progress
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
        try:
            plan_action(self.idea, form.plan(), by=self.person, at=timezone.now())
        except FollowUpRefused as refusal:
            form.add_error(None, str(refusal))
            return self.answer(plan_form=form)
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
        return self.answer(ChangeActionForm(initial=plan_of(self.action)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it; a wrong form comes back with what was typed."""
        form = ChangeActionForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        reason = form.cleaned_data["reason"]
        try:
            change_action(
                self.action, form.plan(), by=self.person, at=timezone.now(), reason=reason
            )
        except FollowUpRefused as refusal:
            form.add_error(None, str(refusal))
            return self.answer(form)
        return self.done(_("The action has been changed."))


class ReportView(ActionView):
    """Report on an action, with evidence."""

    template_name = "suggestions/conversion/desk/report.html"

    def get_page_title(self) -> str:
        """What this page is for."""
        return _("Report progress")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form with the present state, for the earliest report that is due."""
        due = self.action.due_reports.open().order_by("due_on").first()
        wanted = request.GET.get("due", "")
        initial = {"state": self.action.state, "due": wanted or (due and due.pk)}
        return self.answer(ReportForm(initial=initial, action=self.action))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the report; a wrong form comes back with what was typed, and with its files."""
        form, now = ReportForm(request.POST, request.FILES, action=self.action), timezone.now()
        form.full_clean()
        form.keep_files(request, at=now)
        if not form.is_valid():
            return self.answer(form)
        try:
            self._keep(form)
        except AlreadyReported as refusal:
            return self._again(request, str(refusal))
        except FollowUpRefused as refusal:
            form.add_error(None, str(refusal))
            return self.answer(form)
        return self.done(_("The report has been kept, and the author is told."))

    @transaction.atomic
    def _keep(self, form: ReportForm) -> None:
        report, said = form.report(), form.cleaned_data
        note = report_progress(self.action, report, by=self.person, at=timezone.now())
        attach_exhibits(note, form_key=form.key, caption=said["caption"], released=said["released"])

    def _again(self, request: HttpRequest, message: str) -> HttpResponse:
        """Somebody was faster: what was typed may be sent as news in between."""
        data = request.POST.copy()
        data["due"] = ""
        form = ReportForm(data, action=self.action)
        form.full_clean()
        form.add_error(None, message + _(" Send yours again to add it as news in between."))
        return self.answer(form)
