"""Pages of duties: one form for each step, which keeps what was typed if it is refused."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.keys import keys_in
from portal.organisation.unit import Unit
from suggestions.clocks.extending import CannotExtend
from suggestions.duties.assigning import assign, call_in
from suggestions.duties.call import Call
from suggestions.duties.calling import call_units
from suggestions.duties.desk.act import Act
from suggestions.duties.desk.call_acts import CALL_ACTS
from suggestions.duties.desk.duty_acts import DUTY_ACTS
from suggestions.duties.desk.forms import AssignForm, CallForm, HandForm
from suggestions.duties.duty import Duty
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.duties.speaking import sender_for, speaks_for
from suggestions.duties.taking import colleagues_of, take_up
from suggestions.handling.desk.entrance import ItemView
from suggestions.handling.screening import CannotScreen
from suggestions.history import MoveNotAllowed
from suggestions.rights import Action, may_for
from suggestions.supervision.refusals import SupervisionRefused

REFUSALS = (DutyRefused, CannotExtend, CannotScreen, MoveNotAllowed, SupervisionRefused)


class StepPage(ItemView):
    """One step with its form: a page of its own, or a button that asks for nothing."""

    template_name = "suggestions/duties/desk/step.html"
    header_icon = "group"
    heading: Any = ""
    help: Any = ""

    def get(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """The form."""
        return self.form_page(self.form(None))

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Take the step, or show the form again as it was typed with what stands against it."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.form_page(form, status=422)
        try:
            self.run(form)
        except REFUSALS as error:
            return self.not_done(form, error)
        messages.success(request, _("Done."))
        return self.back()

    def not_done(self, form: forms.Form, error: Exception) -> HttpResponse:
        """Say why; a form with something typed in it is shown again."""
        if not form.fields:
            messages.error(self.request, str(error))
            return self.back()
        form.add_error(None, str(error))
        return self.form_page(form, status=422)

    def form_page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """The page around `form`."""
        context = self.get_context_data(
            suggestion=self.suggestion, form=form, heading=self.heading, help=self.help
        )
        return self.render_to_response(context, status=status)

    def form(self, data: Any) -> forms.Form:
        """The form of this step, bound to `data` unless that is None."""
        raise NotImplementedError

    def run(self, form: forms.Form) -> None:
        """Take the step with a sound form."""
        raise NotImplementedError


class AssignPage(StepPage):
    """Offers the suggestion to a unit, and parts of it to others."""

    needs = Action.ASSIGN
    heading: Any = gettext_lazy("Pass to a unit")
    help: Any = gettext_lazy("Who answers now goes on answering until the other unit accepts.")

    def form(self, data: Any) -> AssignForm:
        """The units; `?unit=` suggests one."""
        chosen = self.request.GET.get("unit", "")
        unit = Unit.objects.filter(pk__in=keys_in([chosen])).first()
        return AssignForm(data, initial={"unit": unit})

    def run(self, form: forms.Form) -> None:
        """Offer the lead, or only the parts of co-handlers."""
        assert isinstance(form, AssignForm)  # noqa: S101 - told to the type checker
        said = {"by": self.person, "at": timezone.now(), "note": form.cleaned_data["note"]}
        said["sender"] = sender_for(self.person, self.suggestion, on=self.today)
        unit = form.cleaned_data["unit"]
        if unit is None:
            call_in(self.suggestion, form.others(), **said)
        else:
            assign(self.suggestion, unit, co_units=form.others(), **said)


class TakeUpPage(ItemView):
    """Takes what lies with one's own unit in hand."""

    needs = Action.TAKE
    http_method_names = ["post"]

    def may(self, action: Action) -> bool:
        """For the unit that answers: an offer is accepted on its own."""
        unit = self.suggestion.unit
        return may_for(self.person, action, self.suggestion, unit, on=self.today)

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Take it, or be told which colleague was first."""
        try:
            take_up(self.suggestion, by=self.person, at=timezone.now())
        except DutyRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("You have it in hand."))
        return self.back()


class CallPage(StepPage):
    """Calls units above or beside one's own."""

    needs = Action.CALL
    heading: Any = gettext_lazy("Call for help")
    help: Any = gettext_lazy(
        "Units above or beside yours answer within their time; you rate what they did."
    )

    def form(self, data: Any) -> CallForm:
        """Whom and for what."""
        return CallForm(data)

    def run(self, form: forms.Form) -> None:
        """Call them in the name of the unit for which the person works on it."""
        assert isinstance(form, CallForm)  # noqa: S101 - told to the type checker
        call_units(
            self.suggestion,
            form.others(),
            caller=speaks_for(self.person, self.needs, self.suggestion, on=self.today),
            text=form.cleaned_data["text"],
            by=self.person,
            at=timezone.now(),
        )


class ActPage(StepPage):
    """One step with one duty or one call."""

    model: type[Duty] | type[Call]
    acts: dict[str, Act]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the row; raises Http404 or PermissionDenied for whom the step is not open."""
        super().setup(request, *args, **kwargs)
        if kwargs["act"] not in self.acts:
            raise Http404
        self.act = self.acts[kwargs["act"]]
        rows: QuerySet[Any] = self.model.objects.select_related("unit", "suggestion__unit")
        self.row: Duty | Call = get_object_or_404(rows, pk=kwargs["pk"], suggestion=self.suggestion)
        self.heading, self.help = str(self.act.label), self.act.help
        self.unit = self.act.whose(self.row)
        if self.unit is not None and not self.speaks(self.unit):
            raise PermissionDenied

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Nobody has to decide any more: say so."""
        if self.unit is None:
            messages.error(request, str(Fault.SOMEONE_ELSE.label))
            return self.back()
        return super().dispatch(request, *args, **kwargs)

    def speaks(self, unit: Unit) -> bool:
        """Whether the person acts for `unit` in this step."""
        return may_for(self.person, self.act.action, self.suggestion, unit, on=self.today)

    def form(self, data: Any) -> forms.Form:
        """The form of the step."""
        form = self.act.form(data)
        if isinstance(form, HandForm):
            form.offer(colleagues_of(self.row.unit, at=timezone.now()))
        return form

    def run(self, form: forms.Form) -> None:
        """Take the step."""
        self.act.run(self.row, form.cleaned_data, by=self.person, at=timezone.now())


class DutyActPage(ActPage):
    """One step with one duty."""

    model, acts = Duty, DUTY_ACTS


class CallActPage(ActPage):
    """One step with one call."""

    model, acts = Call, CALL_ACTS
