"""Pages of extensions: a unit asks for more time, and a supervisor answers."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suggestions.clocks.clock import Clock
from suggestions.clocks.extending import latest_extension
from suggestions.clocks.step import Step
from suggestions.duties.desk.forms import ExtendForm, MaybeWordsForm, ReasonForm, extendable
from suggestions.duties.desk.pages import StepPage
from suggestions.duties.extending import approve, ask_extension, deny
from suggestions.duties.extension import Extension
from suggestions.duties.speaking import speaks_for
from suggestions.rights import Action

ANSWERS: dict[str, tuple[Any, type[forms.Form]]] = {
    "approve": (gettext_lazy("Give more time"), MaybeWordsForm),
    "deny": (gettext_lazy("Give no more time"), ReasonForm),
}


class ExtendPage(StepPage):
    """Asks for more time."""

    needs = Action.EXTEND
    heading = gettext_lazy("Ask for more time")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the clocks that may be extended."""
        super().setup(request, *args, **kwargs)
        self.unit = speaks_for(self.person, self.needs, self.suggestion, on=self.today)
        owed = self.suggestion.clocks.open().of_units([self.unit])
        self.clocks = extendable(owed, at=timezone.now())
        self.help = self.latest()

    def form(self, data: Any) -> ExtendForm:
        """Steps whose time may be longer."""
        form = ExtendForm(data)
        form.offer(self.clocks)
        return form

    def run(self, form: forms.Form) -> None:
        """Ask."""
        ask_extension(
            self.suggestion,
            Step(form.cleaned_data["step"]),
            unit=self.unit,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["text"],
            by=self.person,
            at=timezone.now(),
        )

    def latest(self) -> str:
        """For each step the last day that the rule allows."""
        if not self.clocks:
            return _("No time limit of your unit can be extended.")
        return " ".join(_latest(clock) for clock in self.clocks)


class AnswerPage(StepPage):
    """Gives more time, or not."""

    needs = Action.APPROVE_EXTENSION

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the request; raises Http404 if there is none."""
        super().setup(request, *args, **kwargs)
        if kwargs["act"] not in ANSWERS:
            raise Http404
        self.heading, self.form_class = ANSWERS[kwargs["act"]]
        rows = Extension.objects.select_related("unit")
        self.asked = get_object_or_404(rows, pk=kwargs["pk"], suggestion=self.suggestion)
        self.help = self.asked.reason

    def form(self, data: Any) -> forms.Form:
        """A word with it; reasons if no time is given."""
        return self.form_class(data)

    def run(self, form: forms.Form) -> None:
        """Answer."""
        answer = deny if self.form_class is ReasonForm else approve
        answer(self.asked, answer=form.cleaned_data["text"], by=self.person, at=timezone.now())


def _latest(clock: Clock) -> str:
    last: date | None = latest_extension(clock)
    day = date_format(last, "DATE_FORMAT") if last else "–"
    return _("%(step)s: until %(day)s at most.") % {"step": Step(clock.step).label, "day": day}
