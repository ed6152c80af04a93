"""What the pages of supervision share: who may come in, and how a form page answers."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.suggestion import Suggestion
from suggestions.supervision.refusals import SupervisionRefused

INSIDE = (Role.SUPERVISOR, Role.LEADER, Role.HANDLER)
"""Who finds supervision in the menu: who supervises, leads, or is written to."""


def may_enter(person: Person, *, on: date) -> bool:
    """Whether `person` may open the pages of supervision."""
    return bool(getattr(person, "is_superuser", False)) or has_role(person, *INSIDE, on=on)


class SupervisionView(DeskView):
    """A page of supervision."""

    header_icon = "warning"
    page_title = gettext_lazy("Supervision")

    def may_enter(self, person: User, *, on: date) -> bool:
        """Supervisors, leaders and handlers; each finds only what is theirs."""
        return may_enter(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The supervisor's desk."""
        return [{"url": reverse("supervision:desk"), "label": _("Supervision")}]

    def sees(self, suggestion: Suggestion) -> bool:
        """Whether the person may open the suggestion: who carries something out about it may
        have no part in it; one query.
        """
        rows = Suggestion.objects.visible_to(self.person, on=self.today)
        return rows.filter(pk=suggestion.pk).exists()


class FormPage(SupervisionView):
    """A page with one form: `form()` makes it, `run()` does it and says where to go."""

    template_name = "suggestions/handling/form_page.html"
    button: Any = gettext_lazy("Save")
    lede: Any = ""
    suggestion: Suggestion | None = None
    refusals: tuple[type[Exception], ...] = (SupervisionRefused,)

    def form(self, data: Any = None) -> forms.Form:
        """The form, empty or with what was typed."""
        raise NotImplementedError

    def run(self, said: dict[str, Any]) -> str:
        """Do it; returns the address to go to."""
        raise NotImplementedError

    def back(self) -> str:
        """Where to cancel to."""
        if self.suggestion is not None:
            return reverse("handling:item", args=[self.suggestion.receipt])
        return reverse("supervision:desk")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form."""
        return self.answer(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; whatever is refused comes back with what was typed."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                there = self.run(form.cleaned_data)
            except self.refusals as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect(there)
        return self.answer(form, status=422)

    def answer(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(
            form=form,
            button=self.button,
            lede=self.lede,
            back=self.back(),
            suggestion=self.suggestion,
            **self.more(),
        )
        return self.render_to_response(context, status=status)

    def more(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}

    def find_suggestion(self, receipt: str) -> Suggestion:
        """The suggestion of the address in one's reach; raises Http404, also for reports."""
        rows = Suggestion.objects.visible_to(self.person, on=self.today).unsealed()
        found: Suggestion = get_object_or_404(rows.select_related("unit"), receipt=receipt)
        return found
